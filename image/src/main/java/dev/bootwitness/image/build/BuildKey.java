package dev.bootwitness.image.build;

import dev.bootwitness.base.Sha256;
import dev.bootwitness.image.Interruption;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The identity of a build: sha256 of everything the command was given.
 *
 * <p>It covers the command, the named environment, and for every input its name relative to the
 * working directory, its type, permission bits and content; for a symbolic link inside a tree, its
 * target. Time stamps, owners and the location of the working directory do not count, so two
 * checkouts of one commit have the same key. Every field is written with its length, so that no two
 * requests yield the same bytes.
 */
final class BuildKey {

  /** Directories from which a build reads nothing: history, and the output of other builds. */
  private static final Set<String> IGNORED = Set.of(".git", "target", ".bootwitness");

  /** Changed when the same request must no longer find what an older version built. */
  private static final String FORMAT = "bootwitness build 1";

  private final DataOutputStream fields;

  private BuildKey(DataOutputStream fields) {
    this.fields = fields;
  }

  /**
   * The key as lower-case hex.
   *
   * @throws InputException when an input is missing or cannot be read
   */
  static String of(BuildRequest request) throws InputException, InterruptedException {
    MessageDigest sha256 = Sha256.start();
    BuildKey key =
        new BuildKey(
            new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), sha256)));
    try {
      key.add(request);
    } catch (IOException e) {
      throw new UncheckedIOException("a digest cannot fail to be written", e);
    }
    return Sha256.hex(sha256);
  }

  private void add(BuildRequest request) throws IOException, InputException, InterruptedException {
    text(FORMAT);
    texts(request.command());
    TreeMap<String, String> environment = new TreeMap<>(request.environment());
    fields.writeInt(environment.size());
    for (var variable : environment.entrySet()) {
      text(variable.getKey());
      text(variable.getValue());
    }
    Path base = request.workingDirectory().toAbsolutePath().normalize();
    for (Path input : request.inputs()) {
      Path place = base.resolve(input).normalize();
      try {
        text("input");
        text(place.startsWith(base) ? base.relativize(place).toString() : place.toString());
        // A link that the user named is followed; a link inside a tree is content.
        entry(place.toRealPath());
      } catch (NoSuchFileException e) {
        throw new InputException(place, "does not exist", e);
      } catch (IOException e) {
        Interruption.rethrow(e);
        throw new InputException(place, "cannot be read: " + e, e);
      }
    }
  }

  private void entry(Path path) throws IOException {
    PosixFileAttributes attributes =
        Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (attributes.isSymbolicLink()) {
      text("link");
      text(Files.readSymbolicLink(path).toString());
      return;
    }
    if (attributes.isDirectory()) {
      text("directory");
      text(PosixFilePermissions.toString(attributes.permissions()));
      children(path);
    } else if (attributes.isRegularFile()) {
      text("file");
      text(PosixFilePermissions.toString(attributes.permissions()));
      text(Sha256.of(path));
    } else {
      text("special");
    }
  }

  private void children(Path directory) throws IOException {
    List<Path> children;
    try (Stream<Path> listed = Files.list(directory)) {
      children =
          listed
              .filter(child -> !IGNORED.contains(name(child)))
              .sorted(Comparator.comparing(BuildKey::name))
              .toList();
    }
    fields.writeInt(children.size());
    for (Path child : children) {
      text(name(child));
      entry(child);
    }
  }

  private static String name(Path child) {
    return String.valueOf(child.getFileName());
  }

  private void texts(List<String> values) throws IOException {
    fields.writeInt(values.size());
    for (String value : values) {
      text(value);
    }
  }

  private void text(String value) throws IOException {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    fields.writeInt(bytes.length);
    fields.write(bytes);
  }

  /** An input that the key must cover but cannot. */
  static final class InputException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Path input;
    private final String reason;

    InputException(Path input, String reason, IOException cause) {
      super(input + " " + reason, cause);
      this.input = input;
      this.reason = reason;
    }

    BuildFailure.InputUnreadable failure() {
      return new BuildFailure.InputUnreadable(input, reason);
    }
  }
}
