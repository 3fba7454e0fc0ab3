package dev.bootwitness.report.history;

import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A file of lines to which many processes append.
 *
 * <p>Each line is one write(2) under a lock that the kernel releases when its holder dies. A
 * process that was killed, or found the disk full, in the middle of a line leaves a torn line,
 * which the next writer ends before it writes its own. Reading needs no lock.
 */
final class LedgerFile {

  /** A file lock belongs to the whole JVM and refuses its second thread. */
  private static final ReentrantLock OURS = new ReentrantLock();

  private final Path file;
  private final Path lock;

  LedgerFile(Path file) {
    this.file = file;
    this.lock = file.resolveSibling("." + file.getFileName() + ".lock");
  }

  Path path() {
    return file;
  }

  /** Something done while nobody else changes the file. */
  @FunctionalInterface
  interface Locked {
    void run() throws IOException;
  }

  /** Appends lines. */
  void append(List<String> lines) throws IOException {
    locked(() -> appended(lines));
  }

  private void appended(List<String> lines) throws IOException {
    StringBuilder text = new StringBuilder(endsInLine() ? "" : "\n");
    lines.forEach(line -> text.append(line).append('\n'));
    // No FileChannel: an interrupt of the thread that writes would close it.
    try (OutputStream out = new FileOutputStream(file.toFile(), true)) {
      out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  /**
   * What becomes of the file.
   *
   * @param anew whether only {@code kept} stays of its lines
   * @param more lines to add
   */
  record Mended(boolean anew, List<String> kept, List<String> more) {}

  /**
   * Changes the file as its present lines require. All lines are replaced atomically: readers see
   * either the old file or the new one.
   */
  void mend(Function<List<String>, Mended> decision) throws IOException {
    locked(() -> {
      Mended mended = decision.apply(lines());
      if (mended.anew()) {
        Path aside = file.resolveSibling("." + file.getFileName() + ".new");
        Files.write(aside, Stream.concat(mended.kept().stream(), mended.more().stream()).toList());
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
      } else if (!mended.more().isEmpty()) {
        appended(mended.more());
      }
    });
  }

  /** All lines, the torn one included; none when there is no file. */
  List<String> lines() throws IOException {
    return tail(Long.MAX_VALUE);
  }

  /**
   * Whole lines that were added.
   *
   * @param end the offset after the last of them: the torn line after it may still be completed
   */
  record Added(List<String> lines, long end) {}

  /** The whole lines from an offset on, where a line begins. */
  Added from(long offset) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      byte[] bytes = new byte[Math.toIntExact(Math.max(0, in.length() - offset))];
      in.seek(offset);
      in.readFully(bytes);
      int whole = bytes.length;
      while (whole > 0 && bytes[whole - 1] != '\n') {
        whole--;
      }
      String text = new String(bytes, 0, whole, StandardCharsets.UTF_8);
      return new Added(text.lines().toList(), offset + whole);
    }
  }

  /** The offset after the last whole line of the first {@code length} bytes. */
  long wholeLines(long length) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      for (long end = Math.min(length, in.length()); end > 0; end--) {
        in.seek(end - 1);
        if (in.read() == '\n') {
          return end;
        }
      }
      return 0;
    }
  }

  /** The last lines, from at most this many bytes. */
  List<String> tail(long most) throws IOException {
    if (!Files.isRegularFile(file)) {
      return List.of(); // A device in its place might never end.
    }
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      long length = in.length();
      long from = Math.max(0, length - most);
      byte[] bytes = new byte[Math.toIntExact(length - from)];
      in.seek(from);
      in.readFully(bytes);
      List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
      // The first of a part is cut.
      return from == 0 || lines.isEmpty() ? lines : lines.subList(1, lines.size());
    } catch (FileNotFoundException e) {
      if (Files.exists(file)) {
        throw e;
      }
      return List.of();
    }
  }

  private boolean endsInLine() throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      if (in.length() == 0) {
        return true;
      }
      in.seek(in.length() - 1);
      return in.read() == '\n';
    } catch (FileNotFoundException e) {
      if (Files.exists(file)) {
        throw e;
      }
      return true;
    }
  }

  private void locked(Locked action) throws IOException {
    OURS.lock();
    try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var _ = channel.lock()) {
      action.run();
    } catch (NoSuchFileException e) {
      throw new IOException(file.getParent() + " does not exist", e);
    } finally {
      OURS.unlock();
    }
  }
}
