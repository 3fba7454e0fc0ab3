package dev.bootwitness.console.terminal;

import org.jspecify.annotations.Nullable;

/** Tracks where text was last printed in reverse video (SGR 7), on one row. */
final class Standout {

  private Screen.@Nullable Position from;
  private Screen.@Nullable Position to;

  /** Takes an SGR that came while the cursor stood at {@code cursor}. */
  void graphics(Csi csi, Screen.Position cursor) {
    for (int i = 0; i < Math.max(1, csi.count()); i++) {
      switch (csi.parameter(i, 0)) {
        case 7 -> {
          from = cursor;
          to = null;
        }
        case 0, 27 -> to = to == null ? cursor : to;
        case 38, 48 -> {
          // What follows is a colour, in one of two forms (ISO 8613-6), and may be a 7.
          i += csi.parameter(i + 1, 0) == 2 ? 4 : 2;
        }
        default -> {}
      }
    }
  }

  /** The text in reverse video that ends at the cursor, which is on {@code row}. */
  String before(Screen.Position cursor, String row) {
    Screen.Position begin = from;
    Screen.Position end = to == null ? cursor : to;
    if (begin == null || !end.equals(cursor) || begin.row() != cursor.row()) {
      return "";
    }
    int last = Math.min(cursor.column() - 1, row.length());
    return begin.column() - 1 < last ? row.substring(begin.column() - 1, last) : "";
  }
}
