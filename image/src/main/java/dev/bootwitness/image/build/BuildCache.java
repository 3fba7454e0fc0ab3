package dev.bootwitness.image.build;

import java.io.IOException;
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
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory that holds the builds of one image.
 *
 * <p>{@code <first 16 of the key>/} is a finished build, {@code <first 16>.build.log} the output of
 * its command, also if it failed; {@code *.tmp-*} belongs to the build that holds the lock. A
 * directory gets its final name atomically, so finding one needs no lock. The {@value #KEPT} most
 * recently used builds are kept.
 */
final class BuildCache {

  static final int KEPT = 3;

  private static final int NAME_LENGTH = 16;
  private static final String LOG_SUFFIX = ".build.log";

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

  /** Marks a finished build as used now. */
  void touch(String key) throws IOException {
    Files.setLastModifiedTime(entry(key), FileTime.from(clock.instant()));
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
