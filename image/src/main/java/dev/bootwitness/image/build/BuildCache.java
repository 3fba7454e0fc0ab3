package dev.bootwitness.image.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory that holds the builds of one image.
 *
 * <p>{@code <first 16 of the key>/} is a finished build, {@code <first 16>.build.log} the output of
 * its command, also if it failed; {@code *.tmp-*} belongs to the build that holds the lock; {@code
 * <first 16>.inputs} says what a build was given, and {@code <first 16>.nix-result} is the root
 * that keeps Nix's output. A directory gets its final name atomically, so finding one needs no
 * lock. The {@value #KEPT} most recently used builds are kept.
 */
final class BuildCache {

  static final int KEPT = 3;

  private static final int NAME_LENGTH = 16;
  private static final String LOG_SUFFIX = ".build.log";
  private static final String RAW_LOG_SUFFIX = ".nix.log";
  private static final String INPUTS_SUFFIX = ".inputs";
  private static final String RESULT_SUFFIX = ".nix-result";

  private final Path root;
  private final InstantSource clock;

  BuildCache(Path root, InstantSource clock) {
    this.root = root.toAbsolutePath().normalize();
    this.clock = clock;
  }

  Path root() {
    return root;
  }

  Path entry(String key) {
    return root.resolve(key.substring(0, NAME_LENGTH));
  }

  Path log(String key) {
    return root.resolve(key.substring(0, NAME_LENGTH) + LOG_SUFFIX);
  }

  /** The raw log of Nix, for programs; {@link #log} is the same for people. */
  Path rawLog(String key) {
    return root.resolve(key.substring(0, NAME_LENGTH) + RAW_LOG_SUFFIX);
  }

  /** The link that keeps Nix's output from being collected; it must not be moved. */
  Path nixResult(String key) {
    return root.resolve(key.substring(0, NAME_LENGTH) + RESULT_SUFFIX);
  }

  /** Removes the links that keep an output of Nix. */
  void removeRoots(Path output) throws IOException {
    for (Path link : named("[0-9a-f]{16}\\.nix-result")) {
      if (Files.exists(link) && link.toRealPath().equals(output)) {
        Files.delete(link);
      }
    }
  }

  /** Marks a finished build as used now. */
  void touch(String key) throws IOException {
    FileTime now = FileTime.from(clock.instant());
    Files.setLastModifiedTime(entry(key), now);
    if (Files.exists(inputs(key))) {
      Files.setLastModifiedTime(inputs(key), now);
    }
  }

  /** Keeps what a build was given, to say later what has changed since. */
  void keepInputs(String key, BuildInputs inputs) throws IOException {
    Files.write(inputs(key), inputs.lines(), StandardCharsets.UTF_8);
  }

  /** What the build that was used last was given; empty when there is none. */
  Optional<BuildInputs> latestInputs() throws IOException {
    Optional<Path> latest =
        named("[0-9a-f]{16}\\.inputs").stream().max(Comparator.comparing(BuildCache::modified));
    return latest.isEmpty()
        ? Optional.empty()
        : Optional.of(BuildInputs.read(Files.readAllLines(latest.get(), StandardCharsets.UTF_8)));
  }

  private Path inputs(String key) {
    return root.resolve(key.substring(0, NAME_LENGTH) + INPUTS_SUFFIX);
  }

  /** An empty directory for a build's output; call under the lock. */
  Path newOutput(String key) throws IOException {
    removeLeftovers();
    return Files.createDirectory(
        root.resolve(entry(key).getFileName() + ".tmp-" + UUID.randomUUID()));
  }

  /**
   * Gives an output directory its final name, and drops the directory it replaces and the oldest
   * builds.
   */
  void keep(Path output, String key) throws IOException {
    Path entry = entry(key);
    if (Files.exists(entry)) {
      Files.move(entry, root.resolve(entry.getFileName() + ".tmp-" + UUID.randomUUID()));
    }
    Files.move(output, entry, StandardCopyOption.ATOMIC_MOVE);
    touch(key);
    removeLeftovers();
    removeAllBut(KEPT, "[0-9a-f]{16}");
    removeAllBut(KEPT * 2, "[0-9a-f]{16}\\.build\\.log");
    removeAllBut(KEPT * 2, "[0-9a-f]{16}\\.nix\\.log");
    removeAllBut(KEPT * 2, "[0-9a-f]{16}\\.inputs");
    for (Path link : named("[0-9a-f]{16}\\.nix-result")) {
      if (!Files.exists(root.resolve(link.getFileName().toString().substring(0, NAME_LENGTH)))) {
        Files.delete(link); // Nix forgets a root whose link is gone
      }
    }
  }

  /** Removes a directory with its content, as far as this user may. */
  static void remove(Path tree) throws IOException {
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e)
              throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  // The rest of a killed build; this process holds the lock, so nobody works in there.
  private void removeLeftovers() throws IOException {
    for (Path leftover : named("[0-9a-f]{16}\\.tmp-.*")) {
      remove(leftover);
    }
  }

  private void removeAllBut(int kept, String pattern) throws IOException {
    List<Path> newestFirst =
        named(pattern).stream()
            .sorted(Comparator.comparing(BuildCache::modified).reversed())
            .toList();
    for (Path old : newestFirst.subList(Math.min(kept, newestFirst.size()), newestFirst.size())) {
      remove(old);
    }
  }

  private List<Path> named(String pattern) throws IOException {
    try (Stream<Path> children = Files.list(root)) {
      return children
          .filter(child -> String.valueOf(child.getFileName()).matches(pattern))
          .toList();
    }
  }

  private static FileTime modified(Path path) {
    try {
      return Files.getLastModifiedTime(path);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }
}
