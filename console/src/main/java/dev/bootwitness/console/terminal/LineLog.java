package dev.bootwitness.console.terminal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The line a console is writing, as a terminal would show it: overwriting included.
 *
 * <p>A line that wraps stays one line; a carriage return goes back to the beginning of the row that
 * the cursor is in, not of the whole line (readline ends a full row with a blank and a carriage
 * return). Completed lines go to the sink and are forgotten. A line longer than {@value
 * #MAX_COLUMNS} columns is completed there, so that memory is fixed. Wide characters count as one
 * column: the log is text, not a screen. Not thread-safe.
 */
public final class LineLog {

  /** The number of columns after which a line is completed whether the guest ends it or not. */
  public static final int MAX_COLUMNS = 4096;

  /** Receives completed lines. */
  @FunctionalInterface
  public interface Sink {
    /**
     * A line was completed.
     *
     * @param offset raw offset of its first byte
     * @param text without line end; trailing blanks removed
     */
    void line(long offset, String text);
  }

  private final int width;
  private final Sink sink;

  /** The line while it is ASCII, as nearly every line is: copied in and out as a whole. */
  private byte[] narrow = new byte[256];

  /** The line from its first non-ASCII character until it ends. */
  private int[] cells = new int[0];

  private int length;
  private int column;
  private long lineOffset = -1;
  private boolean ascii = true;

  /** A log of rows of {@code width} columns. */
  LineLog(int width, Sink sink) {
    this.width = width;
    this.sink = sink;
  }

  void put(int codePoint, long offset) {
    prepare(1, offset);
    if (ascii && codePoint >= 0x80) {
      widen();
    }
    if (ascii) {
      narrow[column++] = (byte) codePoint;
    } else {
      cells[column++] = codePoint;
    }
    length = Math.max(length, column);
  }

  /** Puts {@code bytes[from..to)}, which are ASCII. */
  void put(byte[] bytes, int from, int to, long offset) {
    int i = from;
    while (i < to) {
      int n = prepare(to - i, offset + i - from);
      if (ascii) {
        System.arraycopy(bytes, i, narrow, column, n);
      } else {
        for (int j = 0; j < n; j++) {
          cells[column + j] = bytes[i + j];
        }
      }
      column += n;
      length = Math.max(length, column);
      i += n;
    }
  }

  /** Makes room at the cursor; returns for how many of the wanted characters, at least one. */
  private int prepare(int wanted, long offset) {
    if (column >= MAX_COLUMNS) {
      newline();
    }
    if (lineOffset < 0) {
      lineOffset = offset;
    }
    int n = Math.min(wanted, MAX_COLUMNS - column);
    reserve(column + n);
    if (length < column) {
      blank(length, column);
      length = column;
    }
    return n;
  }

  private void reserve(int columns) {
    int room = ascii ? narrow.length : cells.length;
    if (columns > room) {
      int more = Math.min(MAX_COLUMNS, Math.max(2 * room, columns));
      if (ascii) {
        narrow = Arrays.copyOf(narrow, more);
      } else {
        cells = Arrays.copyOf(cells, more);
      }
    }
  }

  private void widen() {
    if (cells.length < narrow.length) {
      cells = new int[narrow.length];
    }
    for (int i = 0; i < length; i++) {
      cells[i] = narrow[i];
    }
    ascii = false;
  }

  private void blank(int from, int to) {
    if (ascii) {
      Arrays.fill(narrow, from, to, (byte) ' ');
    } else {
      Arrays.fill(cells, from, to, ' ');
    }
  }

  private void newline() {
    sink.line(Math.max(lineOffset, 0), text());
    clear();
  }

  boolean isEmpty() {
    return length == 0 && column == 0;
  }

  /** Completes the line only if it is not empty. */
  void breakLine() {
    if (length > 0) {
      newline();
    } else {
      clear();
    }
  }

  void newlineAt(long offset) {
    if (lineOffset < 0) {
      lineOffset = offset;
    }
    newline();
  }

  private void clear() {
    ascii = true;
    length = 0;
    column = 0;
    lineOffset = -1;
  }

  void carriageReturn() {
    // At the right edge the cursor has not wrapped yet (xterm: pending wrap).
    column = Math.max(0, column - 1) / width * width;
  }

  void column(int newColumn) {
    column = Math.clamp(newColumn, 0, MAX_COLUMNS - 1);
  }

  int column() {
    return column;
  }

  /** EL (ECMA-48 §8.3.41): 0 erases to the end, 1 to the beginning, 2 the whole line. */
  void erase(int mode) {
    if (mode == 0) {
      length = Math.min(length, column);
    } else if (mode == 1) {
      blank(0, Math.min(length, column + 1));
    } else if (mode == 2) {
      length = 0;
    }
  }

  /** DCH (ECMA-48 §8.3.26): deletes characters at the cursor; readline edits with it. */
  void delete(int n) {
    if (column < length) {
      int kept = Math.max(0, length - column - n);
      Object line = ascii ? narrow : cells;
      System.arraycopy(line, length - kept, line, column, kept);
      length = column + kept;
    }
  }

  /** The unfinished line as shown, trailing blanks kept: a prompt ends in one. */
  public String current() {
    return string(length);
  }

  /** Raw offset of the unfinished line's first byte, or -1 while it is empty. */
  public long currentOffset() {
    return lineOffset;
  }

  private String text() {
    int end = length;
    while (end > 0 && (ascii ? narrow[end - 1] : cells[end - 1]) == ' ') {
      end--;
    }
    return string(end);
  }

  private String string(int end) {
    // One copy: this is done for every line of a flood.
    return ascii
        ? new String(narrow, 0, end, StandardCharsets.ISO_8859_1)
        : new String(cells, 0, end);
  }
}
