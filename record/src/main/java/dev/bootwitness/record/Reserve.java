package dev.bootwitness.record;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Room on the record's disk that is reserved for the end of the run, so that the verdict can be
 * written even if the disk has become full.
 *
 * <p>A file that keeps its blocks but no longer has a name, so nothing remains of it however this
 * process ends. Not thread-safe.
 */
final class Reserve implements AutoCloseable {
  /**
   * Room for a verdict with many findings, twice (it is also an event), for what accompanies it,
   * and for what events, console and recording may have waiting.
   */
  private static final int BYTES = (256 << 10) + 4 * AppendFile.MOST_WAITING;

  private @Nullable FileOutputStream held;

  /**
   * Takes the room; a disk without that much room has no reserve.
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
      // Whatever was allocated is held.
    } finally {
      discard(file);
    }
  }

  private static void discard(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // The directory lets files be created but not removed: an empty file stays.
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
        // Its blocks are free anyway.
      }
    }
  }
}
