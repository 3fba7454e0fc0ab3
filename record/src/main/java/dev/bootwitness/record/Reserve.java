package dev.bootwitness.record;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Room on the record's disk that is kept back for the end of the run: on a disk that became full,
 * the verdict can be written all the same.
 *
 * <p>A file that has its blocks but no name any more, so nothing is left of it, whatever ends this
 * process. Not thread-safe.
 */
final class Reserve implements AutoCloseable {
  /**
   * A verdict with many findings, twice (it is also an event), what goes with it, and what events,
   * console and recording may have waiting.
   */
  private static final int BYTES = (256 << 10) + 4 * AppendFile.MOST_WAITING;

  private @Nullable FileOutputStream held;

  /**
   * Takes the room; a disk without so much goes without.
   *
   * @param directory on the disk
   */
  Reserve(Path directory) {
    Path file = directory.resolve(".reserve");
    try {
      FileOutputStream out = new FileOutputStream(file.toFile());
      held = out;
      out.write(new byte[BYTES]);
    } catch (IOException e) {
      // What there is, is held.
    } finally {
      discard(file);
    }
  }

  private static void discard(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // A directory that lets files be made but not removed: it keeps an empty name.
    }
  }

  /** Gives the room back. */
  @Override
  public void close() {
    FileOutputStream out = held;
    held = null;
    if (out != null) {
      try {
        out.close();
      } catch (IOException e) {
        // Its blocks are free all the same.
      }
    }
  }
}
