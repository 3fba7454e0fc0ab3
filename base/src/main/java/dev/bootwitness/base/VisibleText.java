package dev.bootwitness.base;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Makes text of unknown origin safe to show to a person: on a terminal, in a message, in a report.
 *
 * <p>Characters that a terminal would act on, hide or reorder become visible escapes: C0 and C1
 * controls ( {@code \x1b}), line and paragraph separators, format characters such as zero-width and
 * bidirectional ones ({@code \u202e}, see CVE-2021-42574), blank letters, private and unassigned
 * characters, halves of surrogate pairs, variation selectors, and combining marks piled higher than
 * {@value #MOST_MARKS}. A tab and any other space becomes one space. A backslash is left alone: a
 * guest can print the letters of an escape, which does nothing.
 */
public final class VisibleText {
  private static final int MOST_MARKS = 2;

  private VisibleText() {}

  /** Makes text safe to print on one line; harmless text is returned unchanged. */
  public static String of(String text) {
    if (text.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 16);
    int marks = 0;
    for (int at = 0; at < text.length(); ) {
      int c = text.codePointAt(at);
      at += Character.charCount(c);
      marks = CharacterWidth.isMark(c) ? marks + 1 : 0;
      if (c == '\t' || Character.getType(c) == Character.SPACE_SEPARATOR) {
        out.append(' ');
      } else if (isHarmless(c) && marks <= MOST_MARKS) {
        out.appendCodePoint(c);
      } else {
        out.append(escape(c));
      }
    }
    return out.toString();
  }

  /**
   * Decodes the first {@code length} bytes as UTF-8 and makes them visible like {@link
   * #of(String)}.
   */
  public static String of(byte[] bytes, int length) {
    return of(new String(bytes, 0, length, StandardCharsets.UTF_8));
  }

  /**
   * The text in double quotes, cut after {@code most} code points with an ellipsis.
   *
   * @param most at least 1
   */
  public static String quote(String text, int most) {
    boolean cut = text.codePointCount(0, text.length()) > most;
    String kept = cut ? text.substring(0, text.offsetByCodePoints(0, most)) : text;
    return '"' + of(kept) + (cut ? "…" : "") + '"';
  }

  private static boolean isHarmless(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> !isBlank(c);
    };
  }

  /** Letters and marks that are invisible: fillers, braille blank, joiner, variation selectors. */
  private static boolean isBlank(int c) {
    return c == 0x034F
        || c == 0x115F
        || c == 0x1160
        || c == 0x17B4
        || c == 0x17B5
        || (c >= 0x180B && c <= 0x180F)
        || c == 0x2800
        || c == 0x3164
        || (c >= 0xFE00 && c <= 0xFE0F)
        || c == 0xFFA0
        || (c >= 0xE0100 && c <= 0xE01EF);
  }

  private static String escape(int c) {
    String form = c <= 0xff ? "\\x%02x" : c <= 0xffff ? "\\u%04x" : "\\u{%x}";
    return String.format(Locale.ROOT, form, c);
  }
}
