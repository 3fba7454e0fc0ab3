package dev.bootwitness.console.expect;

/**
 * Makes guest text safe to stand in a message: every control or format character becomes visible.
 */
public final class VisibleText {

  private VisibleText() {}

  /** The text with {@code \r}, {@code \t}, {@code \x1b} … for what is not printable. */
  public static String of(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().forEach(c -> append(out, c));
    return out.toString();
  }

  private static void append(StringBuilder out, int c) {
    switch (c) {
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '\b' -> out.append("\\b");
      default -> {
        int type = Character.getType(c);
        boolean unsafe =
            type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
        if (!unsafe) {
          out.appendCodePoint(c);
        } else if (c < 0x100) {
          out.append(String.format("\\x%02x", c));
        } else {
          out.append(String.format("\\u{%x}", c));
        }
      }
    }
  }
}
