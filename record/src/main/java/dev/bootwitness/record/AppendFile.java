package dev.bootwitness.record;

import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that only grows, each append with its own write(2).
 *
 * <p>What was appended survives the death of this process at any moment. What finds no room waits
 * in memory and is written, in order and behind what is there, as soon as it can be; only what is
 * more than {@value #MOST_WAITING} bytes by then is lost. A file that somebody removed can be put
 * back with all it had. Not thread-safe.
 */
final class AppendFile implements AutoCloseable {
  /** What becomes of the file when more waits than may. */
  enum WhenLost {
    /** It goes on with what comes later: its lines are numbered, so the gap shows. */
    CONTINUE,
    /** It ends where the gap begins: positions in it mean something, and must not come to lie. */
    STOP
  }

  static final int MOST_WAITING = 128 << 10;

  private static final int PIECE = 1 << 16;

  private final Path path;
  private final WhenLost policy;
  private FileOutputStream out;

  /** The same file: it can be read for as long as it is open, whether it has a name or not. */
  private RandomAccessFile back;

  private long size;
  private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
  private boolean lost;

  /**
   * Opens a file, making it if need be.
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
   * Appends bytes: a whole line of a file that continues.
   *
   * @throws IOException when they are not in the file now; they wait then, or are lost
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

  /** Writes what waits, as far as there is room. */
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
      // write(2) may have taken a part; what it did not take comes behind it.
      int taken = Math.clamp(back.length() - size, 0, bytes.length);
      size += taken;
      waiting.write(bytes, taken, bytes.length - taken);
      throw e;
    }
  }

  /** Something is not kept that should be. */
  void lose() {
    lost = true;
  }

  /** Whether all that was appended is in the file. */
  boolean isWhole() {
    return waiting.size() == 0 && !lost;
  }

  /** Whether something was lost, and what came later is in the file. */
  boolean wentOn() {
    return lost && policy == WhenLost.CONTINUE && waiting.size() == 0;
  }

  /** Whether the file has its name. */
  boolean isThere() {
    return Files.exists(path);
  }

  /**
   * Makes the file anew, with all it had, if somebody removed it.
   *
   * @throws IOException when it cannot be made; then it goes on without a name
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
