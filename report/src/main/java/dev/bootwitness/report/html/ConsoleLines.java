package dev.bootwitness.report.html;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The lines of {@code serial.txt}, one after the other, however long the file. */
final class ConsoleLines implements AutoCloseable {
  /** The longest line that a record has, in bytes: 4096 characters. */
  private static final int LONGEST = 16 << 10;

  private static final int BLOCK = 1 << 16;

  private final InputStream in;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);

  private ConsoleLines(InputStream in) {
    this.in = in;
  }

  /**
   * A missing file has no lines; neither has a pipe or a device in its place, which may never end.
   */
  static ConsoleLines of(Path file) throws IOException {
    return Files.isRegularFile(file)
        ? new ConsoleLines(new BufferedInputStream(Files.newInputStream(file), BLOCK))
        : new ConsoleLines(InputStream.nullInputStream());
  }

  /** How many lines a file has, the last without a line end included. */
  static long count(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return 0;
    }
    long lines = 0;
    byte last = '\n';
    try (InputStream in = Files.newInputStream(file)) {
      byte[] block = new byte[BLOCK];
      for (int n = in.read(block); n >= 0; n = in.read(block)) {
        for (int i = 0; i < n; i++) {
          if (block[i] == '\n') {
            lines++;
          }
        }
        last = n > 0 ? block[n - 1] : last;
      }
    }
    return last == '\n' ? lines : lines + 1;
  }

  /** Skips lines without decoding them. */
  void skip(long lines) throws IOException {
    for (long left = lines; left > 0; ) {
      int b = in.read();
      if (b < 0) {
        return;
      }
      left -= b == '\n' ? 1 : 0;
    }
  }

  /** The next line; also empty at the end, so callers must know how many lines there are. */
  String next() throws IOException {
    line.reset();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      if (line.size() < LONGEST) {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
