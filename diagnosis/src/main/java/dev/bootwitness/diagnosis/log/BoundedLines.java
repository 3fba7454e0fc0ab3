package dev.bootwitness.diagnosis.log;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads a text line by line, keeping at most a given number of bytes of each. */
final class BoundedLines {

  /** Takes the lines. */
  @FunctionalInterface
  interface Sink {
    /**
     * A line, perhaps empty, without its end.
     *
     * @param number from 1
     * @param offset of its first byte
     */
    void line(long number, long offset, String text);
  }

  private BoundedLines() {}

  /** Reports all lines; text after the last line end is a line, too. */
  static void read(InputStream in, int most, Sink sink) throws IOException {
    var line = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 16];
    long number = 1;
    long offset = 0;
    long at = 0;
    int n;
    while ((n = in.read(buffer)) > 0) {
      for (int i = 0; i < n; i++) {
        if (buffer[i] == '\n') {
          sink.line(number, offset, line.toString(StandardCharsets.UTF_8));
          line.reset();
          number++;
          offset = at + i + 1;
        } else if (line.size() < most) {
          line.write(buffer[i]);
        }
      }
      at += n;
    }
    sink.line(number, offset, line.toString(StandardCharsets.UTF_8));
  }
}
