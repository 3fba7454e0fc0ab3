package dev.bootwitness.console.terminal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a terminal shows: rows and columns of characters and a cursor, as a VT220 with xterm's
 * additions keeps them. Attributes are parsed and not kept.
 *
 * <p>Feed it through a {@link VtParser}. Memory is fixed by the size; no sequence costs more work
 * than to rewrite every cell. Sources: DEC STD 070, VT220 Programmer Reference Manual, xterm's
 * ctlseqs; in doubt it does what xterm.js does, against which it is tested. Erasing while the
 * cursor waits behind the last column (pending wrap) leaves that column alone. The alternate screen
 * is blank whenever it is entered. Not thread-safe.
 */
public final class Screen implements VtHandler {

  private final int columns;
  private final int rows;
  private final Grid main;
  private final Grid alternate;
  private final Charsets charsets = new Charsets();
  private final TabStops tabs;

  private Grid grid;
  private @Nullable SavedCursor savedOfMain;
  private @Nullable SavedCursor savedOfAlternate;

  /** From 0; {@code columns} while the next character will wrap. */
  private int x;

  private int y;
  private int top;
  private int bottom;
  private boolean autowrap;
  private boolean insert;
  private boolean origin;
  private boolean newline;

  /** Whether the last thing that came was a printed character: REP repeats nothing else. */
  private boolean printed;

  private record SavedCursor(int x, int y, boolean origin, Charsets charsets) {}

  /**
   * A place on the screen; both count from 1, as in cursor reports.
   *
   * @param row from the top
   * @param column from the left
   */
  public record Position(int row, int column) {}

  /**
   * A blank screen.
   *
   * @throws IllegalArgumentException when it has less than two columns or one row
   */
  public Screen(int columns, int rows) {
    if (columns < 2 || rows < 1) {
      throw new IllegalArgumentException(
          "a screen has at least 2 columns and 1 row, not " + columns + " and " + rows);
    }
    this.columns = columns;
    this.rows = rows;
    this.main = new Grid(columns, rows);
    this.alternate = new Grid(columns, rows);
    this.tabs = new TabStops(columns);
    this.grid = main;
    reset();
  }

  /** Characters in a row. */
  public int columns() {
    return columns;
  }

  /** Rows. */
  public int rows() {
    return rows;
  }

  /** Where the cursor stands; in the last column also while the next character will wrap. */
  public Position cursor() {
    return new Position(y + 1, Math.min(x, columns - 1) + 1);
  }

  /** Where the cursor is reported to stand: relative to the margins in origin mode. */
  Position reported() {
    return new Position(y - (origin ? top : 0) + 1, Math.min(x, columns - 1) + 1);
  }

  /** The text of a row, counted from 1, without trailing blanks. */
  public String line(int row) {
    return grid.row(row - 1).text();
  }

  /** The rows down to the last one that is not blank. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (int row = 1; row <= rows; row++) {
      lines.add(line(row));
    }
    while (!lines.isEmpty() && lines.getLast().isEmpty()) {
      lines.removeLast();
    }
    return lines;
  }

  /** {@link #lines}, with {@code \n} between them. */
  public String text() {
    return String.join("\n", lines());
  }

  private void reset() {
    main.fill(0, rows, ' ');
    alternate.fill(0, rows, ' ');
    grid = main;
    savedOfMain = null;
    savedOfAlternate = null;
    tabs.reset();
    newline = false;
    softReset();
    x = 0;
    y = 0;
  }

  /** DECSTR, VT220 table 4-10; autowrap stays on, as in xterm.js and on the Linux console. */
  private void softReset() {
    top = 0;
    bottom = rows - 1;
    autowrap = true;
    insert = false;
    origin = false;
    charsets.reset();
    saved(null);
  }

  @Override
  public void ascii(byte[] bytes, int from, int to, long offset) {
    printed = true;
    if (insert || !charsets.plain()) {
      for (int i = from; i < to; i++) {
        print(charsets.map(bytes[i]));
      }
      return;
    }
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

  @Override
  public void codePoint(int codePoint, long offset) {
    printed = true;
    print(codePoint);
  }

  private void print(int codePoint) {
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

  @Override
  public void control(int c0, long offset) {
    printed = false;
    switch (c0) {
      case '\n', 0x0b, 0x0c -> {
        if (newline) {
          x = 0;
        }
        down();
        x = Math.min(x, columns - 1);
      }
      case '\r' -> x = 0;
      case '\b' -> moveTo(Math.min(x, columns - 1) - 1, y);
      case '\t' -> tab(tabs.next(x, 1));
      case 0x0e -> charsets.shift(1);
      case 0x0f -> charsets.shift(0);
      default -> {}
    }
  }

  private void tab(int column) {
    if (x < columns) {
      x = column;
    }
  }

  /** Moves the cursor, not beyond the screen, in origin mode not beyond the margins. */
  private void moveTo(int column, int row) {
    x = Math.clamp(column, 0, columns - 1);
    y = origin ? Math.clamp(row, top, bottom) : Math.clamp(row, 0, rows - 1);
  }

  private void moveBy(int right, int below) {
    moveTo(Math.min(x, columns - 1) + right, y + below);
  }

  @Override
  public void escape(int intermediate, int finalByte, long offset) {
    printed = false;
    switch (intermediate) {
      case 0 -> escape(finalByte);
      case '%' -> {
        if (finalByte == 'G' || finalByte == '@') {
          charsets.selectDefault();
        }
      }
      case '#' -> {
        if (finalByte == '8') {
          align();
        }
      }
      default -> charsets.designate(intermediate, finalByte);
    }
  }

  private void escape(int finalByte) {
    switch (finalByte) {
      case '7' -> saved(new SavedCursor(x, y, origin, charsets.copy()));
      case '8' -> restore();
      case 'D' -> index();
      case 'E' -> {
        x = 0;
        index();
      }
      case 'H' -> tabs.set(x);
      case 'M' -> reverseIndex();
      case 'c' -> reset();
      case 'n' -> charsets.shift(2);
      case 'o' -> charsets.shift(3);
      default -> {}
    }
  }

  private void index() {
    down();
    moveTo(x, y);
  }

  private void reverseIndex() {
    if (y == top) {
      grid.scrollDown(top, bottom, 1);
      moveTo(x, y);
    } else {
      moveTo(x, y - 1);
    }
  }

  /** DECALN: the service technician's screen full of E. */
  private void align() {
    top = 0;
    bottom = rows - 1;
    origin = false;
    grid.fill(0, rows, 'E');
    moveTo(0, 0);
  }

  private void saved(@Nullable SavedCursor cursor) {
    if (grid == main) {
      savedOfMain = cursor;
    } else {
      savedOfAlternate = cursor;
    }
  }

  private void restore() {
    SavedCursor saved = grid == main ? savedOfMain : savedOfAlternate;
    if (saved == null) {
      origin = false;
      charsets.reset();
      moveTo(0, 0);
    } else {
      origin = saved.origin;
      charsets.restore(saved.charsets);
      moveTo(saved.x, saved.y);
    }
  }

  @Override
  public void csi(Csi csi, long offset) {
    boolean repeats = printed;
    printed = false;
    if (csi.intermediate() != 0) {
      if (csi.intermediate() == '!' && csi.finalByte() == 'p' && csi.privateMarker() == 0) {
        softReset();
      }
    } else if (csi.privateMarker() == '?') {
      switch (csi.finalByte()) {
        case 'h' -> privateModes(csi, true);
        case 'l' -> privateModes(csi, false);
        case 'J' -> eraseDisplay(csi.parameter(0, 0));
        case 'K' -> eraseLine(csi.parameter(0, 0));
        default -> {}
      }
    } else if (csi.privateMarker() == 0) {
      if (csi.finalByte() != 'b') {
        function(csi, csi.parameter(0, 1));
      } else if (repeats) {
        repeat(csi.parameter(0, 1));
      }
    }
  }

  private void function(Csi csi, int n) {
    switch (csi.finalByte()) {
      case '@' -> {
        moveBy(0, 0);
        grid.row(y).insert(x, n);
      }
      case 'A' -> up(n);
      case 'B' -> below(n);
      case 'C', 'a' -> moveBy(n, 0);
      case 'D' -> moveBy(-n, 0);
      case 'E' -> {
        below(n);
        x = 0;
      }
      case 'F' -> {
        up(n);
        x = 0;
      }
      case 'G', '`' -> moveTo(n - 1, y);
      case 'H', 'f' -> moveTo(csi.parameter(1, 1) - 1, n - 1 + (origin ? top : 0));
      case 'I' -> tab(tabs.next(x, n));
      case 'J' -> eraseDisplay(csi.parameter(0, 0));
      case 'K' -> eraseLine(csi.parameter(0, 0));
      case 'L', 'M' -> shiftLines(csi.finalByte() == 'L', n);
      case 'P' -> {
        moveBy(0, 0);
        grid.row(y).delete(x, n);
      }
      case 'S' -> grid.scrollUp(top, bottom, n);
      case 'T' -> grid.scrollDown(top, bottom, n);
      case 'X' -> {
        moveBy(0, 0);
        grid.row(y).erase(x, x + n);
      }
      case 'Z' -> tab(tabs.previous(x, n));
      case 'd' -> moveTo(x, n - 1 + (origin ? top : 0));
      case 'e' -> moveBy(0, n);
      case 'g' -> clearTabs(csi.parameter(0, 0));
      case 'h' -> modes(csi, true);
      case 'l' -> modes(csi, false);
      case 'r' -> margins(n, csi.parameter(1, rows));
      case 's' -> escape('7');
      case 'u' -> restore();
      default -> {}
    }
  }

  private void up(int n) {
    moveBy(0, -(y >= top ? Math.min(n, y - top) : n));
  }

  private void below(int n) {
    moveBy(0, y <= bottom ? Math.min(n, bottom - y) : n);
  }

  private void eraseDisplay(int what) {
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

  private void eraseLine(int what) {
    switch (what) {
      case 0 -> grid.row(y).erase(x, columns);
      case 1 -> grid.row(y).erase(0, x + 1);
      case 2 -> grid.row(y).erase(0, columns);
      default -> {}
    }
  }

  private void shiftLines(boolean insertion, int n) {
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

  private void clearTabs(int what) {
    if (what == 0) {
      tabs.clear(x);
    } else if (what == 3) {
      tabs.clearAll();
    }
  }

  private void margins(int first, int last) {
    int lowest = Math.min(last, rows);
    if (lowest > first) {
      top = first - 1;
      bottom = lowest - 1;
      moveTo(0, origin ? top : 0);
    }
  }

  private void modes(Csi csi, boolean set) {
    for (int i = 0; i < csi.count(); i++) {
      switch (csi.parameter(i, 0)) {
        case 4 -> insert = set;
        case 20 -> newline = set;
        default -> {}
      }
    }
  }

  private void privateModes(Csi csi, boolean set) {
    for (int i = 0; i < csi.count(); i++) {
      int mode = csi.parameter(i, 0);
      switch (mode) {
        case 6 -> {
          origin = set;
          moveTo(0, origin ? top : 0);
        }
        case 7 -> autowrap = set;
        case 47, 1047, 1048, 1049 -> alternate(mode, set);
        default -> {}
      }
    }
  }

  private void alternate(int mode, boolean enter) {
    boolean withCursor = mode >= 1048;
    if (withCursor && enter) {
      escape('7');
    }
    if (mode != 1048) {
      if (enter && grid == main) {
        alternate.fill(0, rows, ' ');
      }
      grid = enter ? alternate : main;
    }
    if (withCursor && !enter) {
      restore();
    }
  }

  /** REP: as often as told, but no longer than it takes to fill the screen once over. */
  private void repeat(int times) {
    if (x == 0) {
      return;
    }
    String character = grid.row(y).before(x);
    int enough = columns * (rows + 1);
    // Whole rows more would only scroll full rows away.
    int perRow = columns / CharacterWidth.of(character.codePointAt(0));
    int n = times <= enough ? times : enough + (times - enough) % perRow;
    for (int i = 0; i < n; i++) {
      character.codePoints().forEach(this::print);
    }
  }
}
