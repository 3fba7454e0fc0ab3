package dev.bootwitness.console.terminal;

/** The cells of a screen, in rows counted from 0. */
final class Grid {

  private final Row[] rows;

  Grid(int columns, int rows) {
    this.rows = new Row[rows];
    for (int i = 0; i < rows; i++) {
      this.rows[i] = new Row(columns);
    }
  }

  Row row(int index) {
    return rows[index];
  }

  /** Fills rows {@code [from..to)} with one character. */
  void fill(int from, int to, int codePoint) {
    for (int i = from; i < to; i++) {
      rows[i].fill(codePoint);
    }
  }

  /** Moves rows {@code top} to {@code bottom} up; blank ones come in at the bottom. */
  void scrollUp(int top, int bottom, int count) {
    int n = Math.min(count, bottom - top + 1);
    for (int i = 0; i < n; i++) {
      Row gone = rows[top];
      System.arraycopy(rows, top + 1, rows, top, bottom - top);
      rows[bottom] = gone;
      gone.fill(' ');
    }
  }

  /** Moves rows {@code top} to {@code bottom} down; blank ones come in at the top. */
  void scrollDown(int top, int bottom, int count) {
    int n = Math.min(count, bottom - top + 1);
    for (int i = 0; i < n; i++) {
      Row gone = rows[bottom];
      System.arraycopy(rows, top, rows, top + 1, bottom - top);
      rows[top] = gone;
      gone.fill(' ');
    }
  }
}
