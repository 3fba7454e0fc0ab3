package dev.bootwitness.image.build;

import dev.bootwitness.image.Interruption;
import dev.bootwitness.image.nix.FlakeReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads everything that decides whether an image must be built again.
 *
 * <p>Of a file count its name as the request gives it, its type, permission bits and content; of a
 * symbolic link inside a tree, its target. Time stamps, owners and the location of the working
 * directory do not count, so two checkouts of one commit have the same key. What git ignores does
 * not count, unless it is named itself.
 */
final class InputReader {

  /** Directories from which a build reads nothing: history, and the output of other builds. */
  private static final Set<String> IGNORED = Set.of(".git", "target", ".bootwitness");

  private static final int TYPE = 0170000; // inode(7), S_IFMT
  private static final int DIRECTORY = 0040000;
  private static final int REGULAR = 0100000;
  private static final int LINK = 0120000;
  private static final int PERMISSIONS = 0777;

  private final BuildRequest request;
  private final Path base;
  private final FileHashes hashes;
  private final Map<String, String> values = new LinkedHashMap<>();

  private InputReader(BuildRequest request) {
    this.request = request;
    this.base = request.workingDirectory().toAbsolutePath().normalize();
    this.hashes = FileHashes.at(request.cacheRoot().resolve("file-hashes"));
  }

  /**
   * The inputs of a build.
   *
   * @throws InputException when one is missing or cannot be read
   */
  static BuildInputs of(BuildRequest request) throws InputException, InterruptedException {
    InputReader reader = new InputReader(request);
    reader.builder();
    reader.apt();
    for (Path input : request.builder().inputs()) {
      reader.input(input);
    }
    reader.hashes.keep();
    return new BuildInputs(reader.values);
  }

  private void builder() throws InputException, InterruptedException {
    Builder builder = request.builder();
    switch (builder) {
      case Builder.Command command -> words("command", command.command());
      case Builder.Nix nix -> {
        values.put("flake", nix.flake());
        words("arguments", nix.arguments());
        values.put("impure", String.valueOf(nix.impure()));
        if (nix.inputs().isEmpty()) {
          flake(nix);
        }
      }
    }
    new TreeMap<>(builder.environment())
        .forEach((name, value) -> values.put("environment " + name, value));
  }

  /** Words with their lengths, so that no two lists are one text. */
  private void words(String name, List<String> words) {
    StringBuilder text = new StringBuilder();
    words.forEach(word -> text.append(word.length()).append(':').append(word).append(' '));
    values.put(name, text.toString());
  }

  /** The flake's own content: of a repository what git tracks, since Nix sees no more of it. */
  private void flake(Builder.Nix nix) throws InputException, InterruptedException {
    Optional<Path> folder = FlakeReference.of(nix.flake(), base).folder();
    if (folder.isEmpty()) {
      return;
    }
    Optional<Path> repository = GitTree.repository(folder.get());
    if (repository.isEmpty()) {
      entries(folder.get(), Path.of("."));
      return;
    }
    for (String name : GitTree.tracked(repository.get())) {
      Path file = repository.get().resolve(name);
      try {
        entry(file, "file " + name, Set.of());
      } catch (NoSuchFileException e) {
        values.put("file " + name, "deleted");
      } catch (IOException e) {
        Interruption.rethrow(e);
        throw new InputException(file, "cannot be read: " + e, e);
      }
    }
  }

  private void apt() throws InputException, InterruptedException {
    if (request.apt().isEmpty()) {
      return;
    }
    Path names = base.resolve(request.apt().get()).normalize();
    try {
      AptVersions.of(names, request.cacheRoot().resolve("apt-versions"))
          .forEach((name, version) -> values.put("apt " + name, version));
    } catch (NoSuchFileException e) {
      throw new InputException(names, "does not exist", e);
    } catch (IOException e) {
      Interruption.rethrow(e);
      throw new InputException(names, "cannot be read: " + e, e);
    }
  }

  private void input(Path input) throws InputException, InterruptedException {
    entries(base.resolve(input).normalize(), input);
  }

  private void entries(Path place, Path input) throws InputException, InterruptedException {
    try {
      // A link that the user named is followed; a link inside a tree is content.
      Path real = place.toRealPath();
      Set<Path> ignored = Files.isDirectory(real) ? GitTree.of(real).ignored() : Set.of();
      entry(real, "file " + input, ignored);
    } catch (NoSuchFileException e) {
      throw new InputException(place, "does not exist", e);
    } catch (IOException e) {
      Interruption.rethrow(e);
      throw new InputException(place, "cannot be read: " + e, e);
    }
  }

  private void entry(Path path, String name, Set<Path> ignored) throws IOException {
    FileHashes.State state = FileHashes.State.of(path);
    int mode = state.mode();
    String permissions = Integer.toOctalString(mode & PERMISSIONS);
    switch (mode & TYPE) {
      case LINK -> values.put(name, "link " + Files.readSymbolicLink(path));
      case DIRECTORY -> {
        values.put(name, "directory " + permissions);
        for (Path child : children(path, ignored)) {
          entry(child, name + "/" + child.getFileName(), ignored);
        }
      }
      case REGULAR -> values.put(name, "file " + permissions + " " + hashes.of(path, state));
      default -> values.put(name, "special");
    }
  }

  private static List<Path> children(Path directory, Set<Path> ignored) throws IOException {
    List<Path> children;
    try (Stream<Path> listed = Files.list(directory)) {
      children = new ArrayList<>(listed.toList());
    }
    children.removeIf(
        child -> ignored.contains(child) || IGNORED.contains(String.valueOf(child.getFileName())));
    children.sort(Comparator.comparing(child -> String.valueOf(child.getFileName())));
    return children;
  }

  /** An input that the key must cover but cannot. */
  static final class InputException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Path input;
    private final String reason;

    InputException(Path input, String reason, @Nullable IOException cause) {
      super(input + " " + reason, cause);
      this.input = input;
      this.reason = reason;
    }

    BuildFailure.InputUnreadable failure() {
      return new BuildFailure.InputUnreadable(input, reason);
    }
  }
}
