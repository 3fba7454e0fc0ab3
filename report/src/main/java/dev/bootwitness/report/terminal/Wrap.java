package dev.bootwitness.report.terminal;

import java.util.ArrayList;
import java.util.List;

/** Breaks text into lines of a number of columns, at spaces where there are any. */
final class Wrap {
  private Wrap() {}

  /**
   * Lines of at most {@code columns} columns.
   *
   * @param text safe for the terminal already
   * @param most the most lines; the last ends in {@code more} if that was not enough
   */
  static List<String> lines(String text, int columns, int most, String more) {
    List<String> lines = new ArrayList<>();
    String rest = text.strip();
    while (!rest.isEmpty()) {
      if (lines.size() == most - 1) {
        lines.add(ColumnCut.cut(rest, columns, more));
        break;
      }
      int end = ColumnCut.end(rest, columns);
      if (end < rest.length()) {
        int space = rest.lastIndexOf(' ', end);
        // A word longer than half a line is broken, so that it does not waste a line.
        end = space > end / 2 ? space : Math.max(end, Character.charCount(rest.codePointAt(0)));
      }
      lines.add(rest.substring(0, end).stripTrailing());
      rest = rest.substring(end).strip();
    }
    return lines;
  }
}
