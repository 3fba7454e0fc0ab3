package dev.bootwitness.console.terminal;

import java.util.List;

/**
 * What a terminal showed at one moment; it does not change with the terminal.
 *
 * @param lines the rows down to the last one that is not blank, without trailing blanks
 * @param cursor the position of the cursor
 * @param alternate whether it was the alternate screen, which only full-screen programs use
 * @param standout the text in reverse video that ends at the cursor, as a pager's status does;
 *     empty if there is none
 */
public record ScreenView(
    List<String> lines, Screen.Position cursor, boolean alternate, String standout) {

  public ScreenView {
    lines = List.copyOf(lines);
  }

  /** The text of a row, counted from 1; empty outside the non-blank rows. */
  public String line(int row) {
    return row >= 1 && row <= lines.size() ? lines.get(row - 1) : "";
  }

  /** The row of the cursor. */
  public String cursorLine() {
    return line(cursor.row());
  }
}
