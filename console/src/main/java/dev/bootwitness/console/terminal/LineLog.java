package dev.bootwitness.console.terminal;

import java.util.Arrays;

/**
 * The line a console is writing, as a terminal would show it: overwriting included.
 *
 * <p>Completed lines go to the sink and are forgotten. A line longer than {@value #MAX_COLUMNS}
 * columns is completed there, so that memory is fixed. Wide characters count as one column: the log
 * is text, not a screen. Not thread-safe.
 */
public final class LineLog {

  /** Columns after which a line is completed whether the guest ends it or not. */
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

  private final Sink sink;
  private int[] cells = new int[256];
  private int length;
  private int column;
  private long lineOffset = -1;

  LineLog(Sink sink) {
    this.sink = sink;
  }

  void put(int codePoint, long offset) {
    if (column >= MAX_COLUMNS) {
      newline();
    }
    if (lineOffset < 0) {
      lineOffset = offset;
    }
    if (column >= cells.length) {
      cells = Arrays.copyOf(cells, cells.length * 2);
    }
    while (length < column) {
      cells[length++] = ' ';
    }
    cells[column++] = codePoint;
    length = Math.max(length, column);
  }

  void newline() {
    sink.line(Math.max(lineOffset, 0), text());
    clear();
  }

  /** Completes the line only if something stands in it. */
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
    length = 0;
    column = 0;
    lineOffset = -1;
  }

  void carriageReturn() {
    column = 0;
  }

  void column(int newColumn) {
    column = Math.clamp(newColumn, 0, MAX_COLUMNS - 1);
    if (column >= cells.length) {
      cells = Arrays.copyOf(cells, MAX_COLUMNS);
    }
  }

  int column() {
    return column;
  }

  /** EL (ECMA-48 §8.3.41): 0 erases to the end, 1 to the beginning, 2 the whole line. */
  void erase(int mode) {
    if (mode == 0) {
      length = Math.min(length, column);
    } else if (mode == 1) {
      Arrays.fill(cells, 0, Math.min(length, column + 1), ' ');
    } else if (mode == 2) {
      length = 0;
    }
  }

  /** DCH (ECMA-48 §8.3.26): deletes characters at the cursor; readline edits with it. */
  void delete(int n) {
    if (column < length) {
      int kept = Math.max(0, length - column - n);
      System.arraycopy(cells, length - kept, cells, column, kept);
      length = column + kept;
    }
  }

  /** The unfinished line as shown, trailing blanks kept: a prompt ends in one. */
  public String current() {
    return new String(cells, 0, length);
  }

  /** Raw offset of the unfinished line's first byte, or -1 while it is empty. */
  public long currentOffset() {
    return lineOffset;
  }

  private String text() {
    int end = length;
    while (end > 0 && cells[end - 1] == ' ') {
      end--;
    }
    return new String(cells, 0, end);
  }
}
