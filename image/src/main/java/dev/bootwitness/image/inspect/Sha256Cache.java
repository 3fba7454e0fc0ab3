package dev.bootwitness.image.inspect;

import dev.bootwitness.base.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * SHA-256 of files, remembered as long as a file's path, size, inode, mtime and ctime stay the
 * same.
 *
 * <p>It holds one small file per path, so the cache grows with the number of images, not with their
 * versions. A cache that cannot be read or written costs time, never an error.
 */
final class Sha256Cache {

  /** Below this size, hashing is faster than the bookkeeping. */
  static final long WORTH_REMEMBERING = 8L << 20;

  /** A file changed so recently may change again within the clock tick of its time stamp. */
  private static final Duration SETTLED = Duration.ofSeconds(2);

  private final Path directory;
  private final InstantSource clock;

  Sha256Cache(Path directory, InstantSource clock) {
    this.directory = directory;
    this.clock = clock;
  }

  /** The digest of the file's content, lower-case hex. */
  String digest(Path file) throws IOException {
    String identity = identity(file);
    Path entry = directory.resolve(Sha256.of(file.toRealPath().toString()) + ".sha256");
    Optional<String> known = recall(entry, identity);
    if (known.isPresent()) {
      return known.get();
    }
    String digest = LargeDigest.of(file);
    // An identity taken before and after: a file that changed meanwhile is not remembered.
    if (Files.size(file) >= WORTH_REMEMBERING && identity.equals(identity(file)) && settled(file)) {
      remember(entry, identity, digest);
    }
    return digest;
  }

  private static Optional<String> recall(Path entry, String identity) {
    try {
      String[] lines = Files.readString(entry).split("\n", -1);
      return lines.length >= 2 && lines[0].equals(identity)
          ? Optional.of(lines[1])
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private void remember(Path entry, String identity, String digest) {
    try {
      Files.createDirectories(directory);
      Path fresh = Files.createTempFile(directory, "new", ".sha256");
      Files.writeString(fresh, identity + "\n" + digest + "\n");
      Files.move(fresh, entry, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      // Next time it is hashed again; the run must not fail because of a cache.
      return;
    }
  }

  private boolean settled(Path file) throws IOException {
    FileTime changed = (FileTime) Files.getAttribute(file, "unix:ctime");
    return changed.toInstant().isBefore(clock.instant().minus(SETTLED));
  }

  private static String identity(Path file) throws IOException {
    Map<String, Object> unix =
        Files.readAttributes(file, "unix:dev,ino,size,lastModifiedTime,ctime");
    return "%s %s %s %s %s"
        .formatted(
            unix.get("dev"),
            unix.get("ino"),
            unix.get("size"),
            unix.get("lastModifiedTime"),
            unix.get("ctime"));
  }
}
