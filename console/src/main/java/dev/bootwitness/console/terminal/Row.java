package dev.bootwitness.console.terminal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One row of a screen: a code point per column; columns count from 0.
 *
 * <p>A wide character takes two cells. Whatever overwrites one half of it blanks the other, as
 * xterm does. Memory is fixed.
 */
final class Row {

  /** The right cell of a wide character. */
  private static final int RIGHT_HALF = -1;

  /** UTF-16 units of combining characters that one cell takes; more are dropped. */
  private static final int MAX_MARKS = 16;

  private final int[] cells;

  /** Combining characters per cell; absent in almost every row. */
  private @Nullable String @Nullable [] marks;

  /**
   * Whether nothing was put here since the row was blanked; a flood of erasures then costs nothing.
   */
  private boolean untouched = true;

  Row(int columns) {
    cells = new int[columns];
    Arrays.fill(cells, ' ');
  }

  void fill(int codePoint) {
    boolean blanks = codePoint == ' ';
    if (!blanks || !untouched) {
      Arrays.fill(cells, codePoint);
      marks = null;
    }
    untouched = blanks;
  }

  /** Puts a character of {@code width} cells, which must fit. */
  void put(int column, int codePoint, int width) {
    splitWide(column);
    splitWide(column + width);
    untouched = false;
    cells[column] = codePoint;
    if (width == 2) {
      cells[column + 1] = RIGHT_HALF;
    }
    clearMarks(column, column + width);
  }

  /** Puts {@code bytes[from..from+count)}, which are ASCII and must fit. */
  void put(int column, byte[] bytes, int from, int count) {
    splitWide(column);
    splitWide(column + count);
    untouched = false;
    for (int i = 0; i < count; i++) {
      cells[column + i] = bytes[from + i];
    }
    clearMarks(column, column + count);
  }

  /**
   * Adds a combining character to the character that ends before {@code column}, which is not 0.
   */
  void combine(int column, int codePoint) {
    untouched = false;
    int base = base(column);
    if (marks == null) {
      marks = new @Nullable String[cells.length];
    }
    String before = marks[base] == null ? "" : marks[base];
    if (before.length() < MAX_MARKS) {
      marks[base] = before + Character.toString(codePoint);
    }
  }

  /** The character that ends before {@code column}, with what was added to it. */
  String before(int column) {
    StringBuilder out = new StringBuilder();
    append(out, base(column));
    return out.toString();
  }

  private int base(int column) {
    return cells[column - 1] == RIGHT_HALF ? column - 2 : column - 1;
  }

  /** ICH: shifts {@code count} blanks in. */
  void insert(int column, int count) {
    splitWide(column);
    int n = Math.min(count, cells.length - column);
    splitWide(cells.length - n);
    move(column, column + n, cells.length - column - n);
    blank(column, column + n);
  }

  /** DCH: pulls the rest of the row over {@code count} characters. */
  void delete(int column, int count) {
    splitWide(column);
    int n = Math.min(count, cells.length - column);
    splitWide(column + n);
    move(column + n, column, cells.length - column - n);
    blank(cells.length - n, cells.length);
  }

  /** Blanks {@code [from..to)}; {@code to} may lie beyond the row. */
  void erase(int from, int to) {
    int end = Math.min(to, cells.length);
    if (from < end) {
      splitWide(from);
      splitWide(end);
      blank(from, end);
    }
  }

  /** Blanks both halves of a wide character that a boundary before {@code column} would split. */
  private void splitWide(int column) {
    if (column < cells.length && cells[column] == RIGHT_HALF) {
      blank(column - 1, column + 1);
    }
  }

  private void blank(int from, int to) {
    Arrays.fill(cells, from, to, ' ');
    clearMarks(from, to);
  }

  private void clearMarks(int from, int to) {
    if (marks != null) {
      Arrays.fill(marks, from, to, null);
    }
  }

  private void move(int from, int to, int count) {
    System.arraycopy(cells, from, cells, to, count);
    if (marks != null) {
      System.arraycopy(marks, from, marks, to, count);
    }
  }

  /** The row's text without trailing blanks. */
  String text() {
    int end = cells.length;
    while (end > 0 && cells[end - 1] == ' ' && (marks == null || marks[end - 1] == null)) {
      end--;
    }
    StringBuilder out = new StringBuilder(end);
    for (int i = 0; i < end; i++) {
      append(out, i);
    }
    return out.toString();
  }

  private void append(StringBuilder out, int column) {
    if (cells[column] != RIGHT_HALF) {
      out.appendCodePoint(cells[column]);
    }
    if (marks != null && marks[column] != null) {
      out.append(marks[column]);
    }
  }
}
