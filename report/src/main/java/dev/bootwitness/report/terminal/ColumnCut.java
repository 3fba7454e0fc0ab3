package dev.bootwitness.report.terminal;

import dev.bootwitness.base.CharacterWidth;
import dev.bootwitness.base.VisibleText;

/** Cuts text to a number of terminal columns. */
public final class ColumnCut {
  private ColumnCut() {}

  /**
   * Cuts text made by {@link VisibleText} to a number of columns; {@code more} is appended when
   * something was cut off.
   */
  public static String cut(String text, int columns, String more) {
    if (CharacterWidth.of(text) <= columns) {
      return text;
    }
    int room = columns - CharacterWidth.of(more);
    if (room < 0) {
      return "";
    }
    return text.substring(0, end(text, room)) + more;
  }

  /**
   * The index in a text at which this many columns are full; combining marks stay with their
   * letter.
   */
  static int end(String text, int columns) {
    int used = 0;
    int at = 0;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      used += CharacterWidth.of(c);
      if (used > columns) {
        break;
      }
      at += Character.charCount(c);
    }
    return at;
  }
}
