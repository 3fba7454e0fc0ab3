package dev.bootwitness.console.terminal;

/**
 * Where a terminal's cursor stands, as far as cursor reports need it. From 1, clamped to the size.
 */
final class Cursor {

  private final int columns;
  private final int rows;
  private int row = 1;
  private int column = 1;

  Cursor(int columns, int rows) {
    this.columns = columns;
    this.rows = rows;
  }

  void moveTo(int newRow, int newColumn) {
    row = Math.clamp(newRow, 1, rows);
    column = Math.clamp(newColumn, 1, columns);
  }

  void advance(int n) {
    int zeroBased = column - 1 + n;
    row = Math.clamp(row + Math.max(0, zeroBased / columns), 1, rows);
    column = Math.clamp(zeroBased % columns + 1, 1, columns);
  }

  void lineFeed() {
    moveTo(row + 1, 1);
  }

  void carriageReturn() {
    column = 1;
  }

  int row() {
    return row;
  }

  int column() {
    return column;
  }

  int rows() {
    return rows;
  }

  int columns() {
    return columns;
  }
}
