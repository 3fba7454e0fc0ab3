package dev.bootwitness.console.terminal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a terminal shows: rows and columns of characters and a cursor, as a VT220 with xterm's
 * additions keeps them. Attributes are not kept, except for the last text in reverse video.
 *
 * <p>Feed it through a {@link VtParser}. The size determines the memory; no sequence costs more
 * work than blanking every cell. Sources: DEC STD 070, VT220 Programmer Reference Manual, xterm's
 * ctlseqs; in doubt it does what xterm.js does, against which it is tested. Erasing while the
 * cursor waits after the last column (pending wrap) leaves that column alone. The alternate screen
 * is blank whenever it is entered. Not thread-safe.
 */
public final class Screen implements VtHandler {

  private final Page page;
  private final Charsets charsets = new Charsets();
  private final TabStops tabs;
  private final Standout standout = new Standout();

  private @Nullable SavedCursor savedOfMain;
  private @Nullable SavedCursor savedOfAlternate;

  private boolean newline;

  /** Whether the last input was a printed character: REP repeats nothing else. */
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
    this.page = new Page(columns, rows);
    this.tabs = new TabStops(columns);
  }

  /** Characters in a row. */
  public int columns() {
    return page.columns();
  }

  /** Rows. */
  public int rows() {
    return page.rows();
  }

  /** The position of the cursor; in the last column also while the next character will wrap. */
  public Position cursor() {
    return new Position(page.y() + 1, Math.min(page.x() + 1, page.columns()));
  }

  /** The position reported for the cursor: relative to the margins in origin mode. */
  Position reported() {
    return new Position(page.y() - page.originRow() + 1, cursor().column());
  }

  /** The text of a row, counted from 1, without trailing blanks. */
  public String line(int row) {
    return page.row(row - 1).text();
  }

  /** The rows down to the last one that is not blank. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (int row = 1; row <= rows(); row++) {
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

  /** What it shows now. */
  public ScreenView view() {
    Position cursor = cursor();
    return new ScreenView(
        lines(), cursor, !page.onMain(), standout.before(cursor, line(cursor.row())));
  }

  private void reset() {
    page.reset();
    savedOfMain = null;
    savedOfAlternate = null;
    tabs.reset();
    newline = false;
    charsets.reset();
  }

  /** DECSTR, VT220 table 4-10; autowrap stays on, as in xterm.js and on the Linux console. */
  private void softReset() {
    page.softReset();
    charsets.reset();
    saved(null);
  }

  @Override
  public void ascii(byte[] bytes, int from, int to, long offset) {
    printed = true;
    if (charsets.plain() && !page.insert()) {
      page.print(bytes, from, to);
    } else {
      for (int i = from; i < to; i++) {
        page.print(charsets.map(bytes[i]));
      }
    }
  }

  @Override
  public void codePoint(int codePoint, long offset) {
    printed = true;
    page.print(codePoint);
  }

  @Override
  public void control(int c0, long offset) {
    printed = false;
    switch (c0) {
      case '\n', 0x0b, 0x0c -> {
        if (newline) {
          page.carriageReturn();
        }
        page.lineFeed();
      }
      case '\r' -> page.carriageReturn();
      case '\b' -> page.moveBy(-1, 0);
      case '\t' -> page.tab(tabs.next(page.x(), 1));
      case 0x0e -> charsets.shift(1);
      case 0x0f -> charsets.shift(0);
      default -> {}
    }
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
          page.align();
        }
      }
      default -> charsets.designate(intermediate, finalByte);
    }
  }

  private void escape(int finalByte) {
    switch (finalByte) {
      case '7' -> saved(new SavedCursor(page.x(), page.y(), page.origin(), charsets.copy()));
      case '8' -> restore();
      case 'D' -> page.index();
      case 'E' -> {
        page.carriageReturn();
        page.index();
      }
      case 'H' -> tabs.set(page.x());
      case 'M' -> page.reverseIndex();
      case 'c' -> reset();
      case 'n' -> charsets.shift(2);
      case 'o' -> charsets.shift(3);
      default -> {}
    }
  }

  private void saved(@Nullable SavedCursor cursor) {
    if (page.onMain()) {
      savedOfMain = cursor;
    } else {
      savedOfAlternate = cursor;
    }
  }

  private void restore() {
    SavedCursor saved = page.onMain() ? savedOfMain : savedOfAlternate;
    if (saved == null) {
      page.origin(false);
      charsets.reset();
      page.moveTo(0, 0);
    } else {
      page.origin(saved.origin);
      charsets.restore(saved.charsets);
      page.moveTo(saved.x, saved.y);
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
        case 'J' -> page.eraseDisplay(csi.parameter(0, 0));
        case 'K' -> page.eraseLine(csi.parameter(0, 0));
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
      case '@' -> page.insertCharacters(n);
      case 'A' -> page.up(n);
      case 'B' -> page.below(n);
      case 'C', 'a' -> page.moveBy(n, 0);
      case 'D' -> page.moveBy(-n, 0);
      case 'E' -> {
        page.below(n);
        page.carriageReturn();
      }
      case 'F' -> {
        page.up(n);
        page.carriageReturn();
      }
      case 'G', '`' -> page.moveTo(n - 1, page.y());
      case 'H', 'f' -> page.moveTo(csi.parameter(1, 1) - 1, n - 1 + page.originRow());
      case 'I' -> page.tab(tabs.next(page.x(), n));
      case 'J' -> page.eraseDisplay(csi.parameter(0, 0));
      case 'K' -> page.eraseLine(csi.parameter(0, 0));
      case 'L', 'M' -> page.shiftLines(csi.finalByte() == 'L', n);
      case 'P' -> page.deleteCharacters(n);
      case 'S' -> page.scrollUp(n);
      case 'T' -> page.scrollDown(n);
      case 'X' -> page.eraseCharacters(n);
      case 'Z' -> page.tab(tabs.previous(page.x(), n));
      case 'd' -> page.moveTo(page.x(), n - 1 + page.originRow());
      case 'e' -> page.moveBy(0, n);
      case 'g' -> clearTabs(csi.parameter(0, 0));
      case 'h' -> modes(csi, true);
      case 'l' -> modes(csi, false);
      case 'm' -> standout.graphics(csi, cursor());
      case 'r' -> page.margins(n, csi.parameter(1, rows()));
      case 's' -> escape('7');
      case 'u' -> restore();
      default -> {}
    }
  }

  private void clearTabs(int what) {
    if (what == 0) {
      tabs.clear(page.x());
    } else if (what == 3) {
      tabs.clearAll();
    }
  }

  private void modes(Csi csi, boolean set) {
    for (int i = 0; i < csi.count(); i++) {
      switch (csi.parameter(i, 0)) {
        case 4 -> page.insert(set);
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
          page.origin(set);
          page.moveTo(0, page.originRow());
        }
        case 7 -> page.autowrap(set);
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
      page.show(!enter);
    }
    if (withCursor && !enter) {
      restore();
    }
  }

  /**
   * REP: at most a row's worth, so that nine bytes cannot write every cell. VTE stops at the row's
   * end.
   */
  private void repeat(int times) {
    if (page.x() > 0) {
      String character = page.row(page.y()).before(page.x());
      for (int i = Math.min(times, columns()); i > 0; i--) {
        character.codePoints().forEach(page::print);
      }
    }
  }
}
