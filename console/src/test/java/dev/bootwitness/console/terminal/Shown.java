package dev.bootwitness.console.terminal;

import java.util.ArrayList;
import java.util.List;

/** What a terminal shows: rows without trailing blanks, and the cursor from 0. */
record Shown(List<String> lines, int column, int row) {

  /** What a screen makes of {@code bytes} cut at {@code cuts}, which ascend. */
  static Shown of(int columns, int rows, byte[] bytes, int... cuts) {
    Screen screen = new Screen(columns, rows);
    VtParser parser = new VtParser(screen);
    int from = 0;
    for (int cut : cuts) {
      parser.feed(bytes, from, cut);
      from = cut;
    }
    parser.feed(bytes, from, bytes.length);
    return of(screen);
  }

  static Shown of(Screen screen) {
    List<String> lines = new ArrayList<>();
    for (int row = 1; row <= screen.rows(); row++) {
      lines.add(screen.line(row).stripTrailing());
    }
    Screen.Position cursor = screen.cursor();
    return new Shown(lines, cursor.column() - 1, cursor.row() - 1);
  }

  /** The same in xterm.js's terms, which also count the column after the last one. */
  Shown within(int columns) {
    return new Shown(lines, Math.min(column, columns - 1), row);
  }
}
