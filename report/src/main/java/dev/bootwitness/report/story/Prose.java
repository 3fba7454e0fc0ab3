package dev.bootwitness.report.story;

import java.util.ArrayList;
import java.util.List;

/** A sentence with commands between backticks, as in our own advice. */
public final class Prose {
  private Prose() {}

  /**
   * A piece of it.
   *
   * @param code whether it was between two backticks, which are removed
   */
  public record Part(String text, boolean code) {}

  /** Its pieces in order, on one line; a backtick without its partner is text. */
  public static List<Part> parts(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    List<Part> parts = new ArrayList<>();
    int at = 0;
    while (at < line.length()) {
      int open = line.indexOf('`', at);
      int close = open < 0 ? -1 : line.indexOf('`', open + 1);
      if (close < 0) {
        parts.add(new Part(line.substring(at), false));
        break;
      }
      if (open > at) {
        parts.add(new Part(line.substring(at, open), false));
      }
      String code = line.substring(open + 1, close);
      parts.add(code.isBlank() ? new Part("`" + code + "`", false) : new Part(code, true));
      at = close + 1;
    }
    return parts;
  }
}
