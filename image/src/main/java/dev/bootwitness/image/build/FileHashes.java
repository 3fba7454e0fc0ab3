package dev.bootwitness.image.build;

import dev.bootwitness.base.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Hashes of files, remembered for as long as a file keeps its inode, size and times.
 *
 * <p>The change time cannot be set by a program, so it betrays any change, provided that it is
 * older than the index: within one tick of the clock two contents may have one time (git's
 * "racy-git" problem). A file that is younger is hashed again.
 */
final class FileHashes {

  private static final long RACY_MILLIS = 2000;
  private static final String FORMAT = "bootwitness file hashes 1";

  private record Known(String stamp, String sha256) {}

  private final Path index;
  private final Map<String, Known> known = new HashMap<>();
  private final Map<String, Known> used = new LinkedHashMap<>();
  private long written;
  private boolean changed;

  private FileHashes(Path index) {
    this.index = index;
  }

  /** The hashes that an index remembers; a damaged index remembers none. */
  static FileHashes at(Path index) {
    FileHashes hashes = new FileHashes(index);
    try {
      List<String> lines = Files.readAllLines(index, StandardCharsets.UTF_8);
      if (!lines.isEmpty() && lines.getFirst().equals(FORMAT)) {
        hashes.written = Files.getLastModifiedTime(index).toMillis();
        for (String line : lines.subList(1, lines.size())) {
          String[] fields = line.split("\t", 3);
          hashes.known.put(fields[2], new Known(fields[1], fields[0]));
        }
      }
    } catch (IOException | IndexOutOfBoundsException e) {
      hashes.known.clear();
    }
    return hashes;
  }

  /**
   * A file as it is found.
   *
   * @param mode type and permissions, inode(7)
   * @param stamp changes whenever the content does
   * @param changed milliseconds of the epoch
   */
  record State(int mode, String stamp, long changed) {

    /** Looks at a file, without following it if it is a link. */
    static State of(Path file) throws IOException {
      Map<String, Object> unix =
          Files.readAttributes(
              file, "unix:mode,ino,size,lastModifiedTime,ctime", LinkOption.NOFOLLOW_LINKS);
      if (unix.get("mode") instanceof Integer mode
          && unix.get("ctime") instanceof FileTime change) {
        // Joined by hand: String.format would cost more than the look at the file.
        String stamp =
            unix.get("ino")
                + " "
                + unix.get("size")
                + " "
                + nanos(unix.get("lastModifiedTime"))
                + " "
                + nanos(change);
        return new State(mode, stamp, change.toMillis());
      }
      throw new IOException(file + " has no mode or change time");
    }

    private static long nanos(@Nullable Object time) {
      return time instanceof FileTime at ? at.to(TimeUnit.NANOSECONDS) : 0;
    }
  }

  /** The hash of a regular file's content. */
  String of(Path file, State state) throws IOException {
    String name = file.toString();
    Known before = known.get(name);
    if (before != null
        && before.stamp().equals(state.stamp())
        && state.changed() < written - RACY_MILLIS) {
      used.put(name, before);
      return before.sha256();
    }
    Known now = new Known(state.stamp(), Sha256.of(file));
    // Also if it is the same: once the index is younger, the file need not be hashed again.
    changed = true;
    used.put(name, now);
    return now.sha256();
  }

  /** Remembers the hashes that were asked for; a failure only costs time later. */
  void keep() {
    if (!changed && used.size() == known.size()) {
      return;
    }
    List<String> lines = new ArrayList<>(List.of(FORMAT));
    used.forEach((name, hash) -> {
      if (name.indexOf('\n') < 0 && name.indexOf('\t') < 0) {
        lines.add(hash.sha256() + "\t" + hash.stamp() + "\t" + name);
      }
    });
    Path fresh = index.resolveSibling(index.getFileName() + "." + UUID.randomUUID());
    try {
      Files.createDirectories(index.toAbsolutePath().getParent());
      Files.write(fresh, lines, StandardCharsets.UTF_8);
      Files.move(fresh, index, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      try {
        Files.deleteIfExists(fresh);
      } catch (IOException again) {
        e.addSuppressed(again);
      }
    }
  }
}
