package dev.bootwitness.record;

import java.util.Locale;

/** Renders what was typed into a console in characters that a person can read. */
final class TypedText {
  private TypedText() {}

  /**
   * Writes control characters as {@code \r}, {@code \n}, {@code \t}, {@code \e} or {@code \xNN}.
   */
  static String escaped(String typed) {
    StringBuilder out = new StringBuilder(typed.length() + 8);
    for (int at = 0; at < typed.length(); at++) {
      char c = typed.charAt(at);
      switch (c) {
        case '\r' -> out.append("\\r");
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        case '\u001b' -> out.append("\\e");
        default -> {
          if (Character.isISOControl(c)) {
            out.append(String.format(Locale.ROOT, "\\x%02x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.toString();
  }
}
