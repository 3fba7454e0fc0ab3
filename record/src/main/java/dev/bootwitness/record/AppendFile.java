package dev.bootwitness.record;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * A file that only grows, each append with its own write(2).
 *
 * <p>What was appended survives the death of this process at any moment. Not thread-safe.
 */
final class AppendFile implements AutoCloseable {
  /** What a file does after a write failed, part of which may have reached it. */
  enum AfterFailure {
    /** Goes on, on a new line: its lines are numbered, so the gap shows. */
    CONTINUE,
    /** Writes nothing more: positions in it mean something, and must not come to lie. */
    STOP
  }

  private static final byte[] NEW_LINE = {'\n'};

  private final OutputStream out;
  private final AfterFailure policy;
  private boolean failed;

  /**
   * Opens a file, making it if need be.
   *
   * <p>A FileOutputStream, because a FileChannel (and what Files.newOutputStream returns) closes
   * itself when a thread is interrupted in it: a cancelled wait would end the record.
   */
  AppendFile(Path path, AfterFailure policy) throws IOException {
    this.out = new FileOutputStream(path.toFile(), true);
    this.policy = policy;
  }

  /** Appends bytes; does nothing after a failure that ended the file. */
  void append(byte[] bytes) throws IOException {
    if (bytes.length == 0 || (failed && policy == AfterFailure.STOP)) {
      return;
    }
    try {
      if (failed) {
        out.write(NEW_LINE);
        failed = false;
      }
      out.write(bytes);
    } catch (IOException e) {
      failed = true;
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
