package dev.bootwitness.record;

import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that only grows; each append is a write(2) of its own.
 *
 * <p>What was appended survives the death of this process at any moment. Bytes that find no room
 * wait in memory and are appended in order as soon as they can be; only what exceeds {@value
 * #MOST_WAITING} waiting bytes is lost. A file that was removed can be put back with all its
 * content. Not thread-safe.
 */
final class AppendFile implements AutoCloseable {
  /** What happens to the file when too much is waiting. */
  enum WhenLost {
    /** The file continues with later data: its lines are numbered, so the gap shows. */
    CONTINUE,
    /** The file ends where the gap begins: positions in it have a meaning and must stay correct. */
    STOP
  }

  static final int MOST_WAITING = 128 << 10;

  private static final int PIECE = 1 << 16;

  private final Path path;
  private final WhenLost policy;
  private FileOutputStream out;

  /** The same file, readable for as long as it is open, even after its name is gone. */
  private RandomAccessFile back;

  private long size;
  private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
  private boolean lost;

  /**
   * Opens a file, creating it if necessary.
   *
   * <p>A FileOutputStream, because a FileChannel (and what Files.newOutputStream returns) closes
   * itself when a thread is interrupted in it: a cancelled wait would end the record.
   */
  AppendFile(Path path, WhenLost policy) throws IOException {
    this.path = path;
    this.policy = policy;
    this.out = new FileOutputStream(path.toFile(), true);
    try {
      this.back = new RandomAccessFile(path.toFile(), "r");
      this.size = back.length();
    } catch (IOException e) {
      out.close();
      throw e;
    }
  }

  /**
   * Appends bytes; for a file that continues after a gap, one whole line.
   *
   * @throws IOException when they are not in the file now; they then wait, or are lost
   */
  void append(byte[] bytes) throws IOException {
    if (bytes.length == 0 || (lost && policy == WhenLost.STOP)) {
      return;
    }
    if (waiting.size() == 0) {
      write(bytes);
      return;
    }
    if (waiting.size() + bytes.length > MOST_WAITING) {
      lose();
    } else {
      waiting.writeBytes(bytes);
    }
    catchUp();
  }

  /** Writes the waiting bytes, as far as there is room. */
  void catchUp() throws IOException {
    if (waiting.size() > 0) {
      byte[] held = waiting.toByteArray();
      waiting.reset();
      write(held);
    }
  }

  private void write(byte[] bytes) throws IOException {
    try {
      out.write(bytes);
      size += bytes.length;
    } catch (IOException e) {
      // write(2) may have taken a part; the rest is appended after it.
      int taken = Math.clamp(back.length() - size, 0, bytes.length);
      size += taken;
      waiting.write(bytes, taken, bytes.length - taken);
      throw e;
    }
  }

  /** Notes that something that should be kept is lost. */
  void lose() {
    lost = true;
  }

  /** Whether all that was appended is in the file. */
  boolean isWhole() {
    return waiting.size() == 0 && !lost;
  }

  /** Whether something was lost while later data is in the file. */
  boolean wentOn() {
    return lost && policy == WhenLost.CONTINUE && waiting.size() == 0;
  }

  /** Whether the file has its name. */
  boolean isThere() {
    return Files.exists(path);
  }

  /**
   * Recreates the file with all its content if it was removed.
   *
   * @throws IOException when it cannot be created; it then continues without a name
   */
  void putBack() throws IOException {
    if (isThere()) {
      return;
    }
    FileOutputStream anew = new FileOutputStream(path.toFile(), true);
    try {
      back.seek(0);
      byte[] piece = new byte[PIECE];
      for (long left = size; left > 0; ) {
        int n = back.read(piece, 0, (int) Math.min(left, PIECE));
        if (n < 0) {
          break; // somebody cut it short
        }
        anew.write(piece, 0, n);
        left -= n;
      }
      RandomAccessFile backAnew = new RandomAccessFile(path.toFile(), "r");
      try (FileOutputStream _ = out;
          RandomAccessFile _ = back) {
        out = anew;
        back = backAnew;
      }
    } catch (IOException e) {
      anew.close();
      Files.deleteIfExists(path);
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    try (FileOutputStream _ = out;
        RandomAccessFile _ = back) {
      catchUp();
    }
  }
}
