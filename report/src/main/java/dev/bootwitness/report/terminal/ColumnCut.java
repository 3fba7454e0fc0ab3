package dev.bootwitness.report.terminal;

import dev.bootwitness.base.CharacterWidth;
import dev.bootwitness.base.VisibleText;

/** Cuts text to a number of terminal columns. */
public final class ColumnCut {
  private ColumnCut() {}

  /**
   * Cuts text that {@link VisibleText} made to a number of columns; {@code more} ends it when
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

  /** Where in a text so many columns are full; combining marks stay with their letter. */
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
