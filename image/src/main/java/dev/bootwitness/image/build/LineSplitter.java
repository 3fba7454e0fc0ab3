package dev.bootwitness.image.build;

import dev.bootwitness.base.VisibleText;
import java.util.function.Consumer;

/**
 * Splits a byte stream into printable lines of bounded length.
 *
 * <p>A line ends at LF or CR: progress bars redraw by CR alone. Empty lines before a CR are
 * dropped, so CR LF ends one line. Bytes past the limit are counted, not kept.
 */
final class LineSplitter {

  static final int MAX_BYTES = 4096;

  private final Consumer<String> lines;
  private final byte[] line;
  private int kept;
  private long dropped;
  private boolean afterCarriageReturn;

  LineSplitter(Consumer<String> lines) {
    this(lines, MAX_BYTES);
  }

  LineSplitter(Consumer<String> lines, int longest) {
    this.lines = lines;
    this.line = new byte[longest];
  }

  void accept(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      accept(bytes[i]);
    }
  }

  /** Ends the stream: the rest is a line too. */
  void end() {
    if (kept > 0) {
      emit();
    }
  }

  private void accept(byte b) {
    switch (b) {
      case '\n' -> {
        if (kept > 0 || !afterCarriageReturn) {
          emit();
        }
        afterCarriageReturn = false;
      }
      case '\r' -> {
        if (kept > 0) {
          emit();
        }
        afterCarriageReturn = true;
      }
      default -> {
        afterCarriageReturn = false;
        if (kept < line.length) {
          line[kept++] = b;
        } else {
          dropped++;
        }
      }
    }
  }

  private void emit() {
    String text = VisibleText.of(line, kept);
    lines.accept(dropped == 0 ? text : text + "… (" + dropped + " more bytes in the log)");
    kept = 0;
    dropped = 0;
  }
}
