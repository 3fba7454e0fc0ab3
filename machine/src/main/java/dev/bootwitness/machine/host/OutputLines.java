package dev.bootwitness.machine.host;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Splits a child's output into lines and keeps the last part of it. Memory is bounded whatever the
 * child writes. Not thread-safe.
 */
final class OutputLines {

  /** Longest line passed on, in bytes; the rest of a longer one is dropped. */
  static final int LONGEST = 4096;

  /** The most that is kept, in characters: enough for an assertion and its context. */
  static final int KEPT = 16 * 1024;

  private final Consumer<String> listener;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final StringBuilder tail = new StringBuilder();

  OutputLines(Consumer<String> listener) {
    this.listener = listener;
  }

  void accept(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      if (bytes[i] == '\n') {
        endLine();
      } else if (line.size() < LONGEST) {
        line.write(bytes[i]);
      }
    }
  }

  /** Passes on a last, unterminated line. */
  void finish() {
    if (line.size() > 0) {
      endLine();
    }
  }

  /** The last lines, each with its line end. */
  String tail() {
    return tail.toString();
  }

  private void endLine() {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    tail.append(text).append('\n');
    if (tail.length() > KEPT) {
      tail.delete(0, tail.length() - KEPT);
    }
    listener.accept(text);
  }
}
