package dev.bootwitness.console.terminal;

import dev.bootwitness.base.CharacterWidth;

/**
 * The cells of a screen and the cursor that writes them: movement, wrapping, margins, erasing.
 *
 * <p>Columns and rows count from 0. See {@link Screen} for sources.
 */
final class Page {

  private final int columns;
  private final int rows;
  private final Grid main;
  private final Grid alternate;
  private Grid grid;

  /** {@code columns} while the next character will wrap. */
  private int x;

  private int y;
  private int top;
  private int bottom;
  private boolean autowrap;
  private boolean insert;
  private boolean origin;

  Page(int columns, int rows) {
    this.columns = columns;
    this.rows = rows;
    this.main = new Grid(columns, rows);
    this.alternate = new Grid(columns, rows);
    this.grid = main;
    softReset();
  }

  void reset() {
    main.fill(0, rows, ' ');
    alternate.fill(0, rows, ' ');
    grid = main;
    softReset();
    moveTo(0, 0);
  }

  /** Margins and modes as at power-on; cells and cursor stay. */
  void softReset() {
    top = 0;
    bottom = rows - 1;
    autowrap = true;
    insert = false;
    origin = false;
  }

  int columns() {
    return columns;
  }

  int rows() {
    return rows;
  }

  /** The cursor's column; {@link #columns} while the next character will wrap. */
  int x() {
    return x;
  }

  int y() {
    return y;
  }

  /** The row that the cursor's row is reported and addressed from. */
  int originRow() {
    return origin ? top : 0;
  }

  boolean origin() {
    return origin;
  }

  /** DECOM, without the movement that goes with it. */
  void origin(boolean on) {
    origin = on;
  }

  void autowrap(boolean on) {
    autowrap = on;
  }

  boolean insert() {
    return insert;
  }

  void insert(boolean on) {
    insert = on;
  }

  Row row(int index) {
    return grid.row(index);
  }

  boolean onMain() {
    return grid == main;
  }

  /** Shows the main or the alternate screen; the alternate one is blank when entered. */
  void show(boolean mainOne) {
    if (!mainOne && grid == main) {
      alternate.fill(0, rows, ' ');
    }
    grid = mainOne ? main : alternate;
  }

  /** Puts {@code bytes[from..to)}, which are ASCII and stand for themselves; not in insert mode. */
  void print(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to) {
      if (x >= columns && !autowrap) {
        x = columns - 1;
        i = to - 1; // each overwrites the one before
      } else if (x >= columns) {
        wrap();
      }
      int n = Math.min(to - i, columns - x);
      grid.row(y).put(x, bytes, i, n);
      x += n;
      i += n;
    }
  }

  void print(int codePoint) {
    int width = CharacterWidth.of(codePoint);
    if (width == 0) {
      if (x > 0) {
        grid.row(y).combine(x, codePoint);
      }
      return;
    }
    if (x + width > columns) {
      if (autowrap) {
        grid.row(y).erase(x, columns); // where half of a wide character would have been
        wrap();
      } else {
        x = columns - 1;
        if (width > 1) {
          return;
        }
      }
    }
    if (insert) {
      grid.row(y).insert(x, width);
    }
    grid.row(y).put(x, codePoint, width);
    x += width;
  }

  private void wrap() {
    x = 0;
    down();
  }

  private void down() {
    if (y == bottom) {
      grid.scrollUp(top, bottom, 1);
    } else if (y < rows - 1) {
      y++;
    }
  }

  void tab(int column) {
    if (x < columns) {
      x = column;
    }
  }

  /** Moves the cursor, not beyond the screen, in origin mode not beyond the margins. */
  void moveTo(int column, int row) {
    x = Math.clamp(column, 0, columns - 1);
    y = origin ? Math.clamp(row, top, bottom) : Math.clamp(row, 0, rows - 1);
  }

  void moveBy(int right, int below) {
    moveTo(Math.min(x, columns - 1) + right, y + below);
  }

  void index() {
    down();
    moveTo(x, y);
  }

  void reverseIndex() {
    if (y == top) {
      grid.scrollDown(top, bottom, 1);
      moveTo(x, y);
    } else {
      moveTo(x, y - 1);
    }
  }

  void up(int n) {
    moveBy(0, -(y >= top ? Math.min(n, y - top) : n));
  }

  void below(int n) {
    moveBy(0, y <= bottom ? Math.min(n, bottom - y) : n);
  }

  void eraseDisplay(int what) {
    switch (what) {
      case 0 -> {
        grid.row(y).erase(x, columns);
        grid.fill(y + 1, rows, ' ');
      }
      case 1 -> {
        grid.row(y).erase(0, x + 1);
        grid.fill(0, y, ' ');
      }
      case 2 -> grid.fill(0, rows, ' ');
      default -> {}
    }
  }

  void eraseLine(int what) {
    switch (what) {
      case 0 -> grid.row(y).erase(x, columns);
      case 1 -> grid.row(y).erase(0, x + 1);
      case 2 -> grid.row(y).erase(0, columns);
      default -> {}
    }
  }

  void shiftLines(boolean insertion, int n) {
    moveBy(0, 0);
    if (y >= top && y <= bottom) {
      if (insertion) {
        grid.scrollDown(y, bottom, n);
      } else {
        grid.scrollUp(y, bottom, n);
      }
      x = 0;
    }
  }

  void margins(int first, int last) {
    int lowest = Math.min(last, rows);
    if (lowest > first) {
      top = first - 1;
      bottom = lowest - 1;
      moveTo(0, originRow());
    }
  }

  void carriageReturn() {
    x = 0;
  }

  void lineFeed() {
    down();
    x = Math.min(x, columns - 1);
  }

  void insertCharacters(int n) {
    moveBy(0, 0);
    grid.row(y).insert(x, n);
  }

  void deleteCharacters(int n) {
    moveBy(0, 0);
    grid.row(y).delete(x, n);
  }

  void eraseCharacters(int n) {
    moveBy(0, 0);
    grid.row(y).erase(x, x + n);
  }

  void scrollUp(int n) {
    grid.scrollUp(top, bottom, n);
  }

  void scrollDown(int n) {
    grid.scrollDown(top, bottom, n);
  }

  /** DECALN: the service technician's screen full of E. */
  void align() {
    top = 0;
    bottom = rows - 1;
    origin = false;
    grid.fill(0, rows, 'E');
    moveTo(0, 0);
  }
}
