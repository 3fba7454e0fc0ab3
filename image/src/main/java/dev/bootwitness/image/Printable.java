package dev.bootwitness.image;

import java.nio.charset.StandardCharsets;

/** Foreign bytes as text that is safe on a terminal and bounded in length. */
public final class Printable {

  private Printable() {}

  /**
   * The bytes as UTF-8 with every control character made visible.
   *
   * <p>C0 controls become their picture (U+2400 block), everything else that could move a cursor,
   * reorder text or stay unseen becomes U+FFFD. Tabs stay.
   *
   * @param length how many bytes of {@code bytes} count
   */
  public static String text(byte[] bytes, int length) {
    return text(new String(bytes, 0, length, StandardCharsets.UTF_8));
  }

  /** As {@link #text(byte[], int)}, for text that is already decoded. */
  public static String text(String raw) {
    if (raw.codePoints().allMatch(Printable::harmless)) {
      return raw;
    }
    StringBuilder shown = new StringBuilder(raw.length());
    raw.codePoints().map(Printable::visible).forEach(shown::appendCodePoint);
    return shown.toString();
  }

  /**
   * The text in double quotes, cut after {@code max} code points with an ellipsis.
   *
   * @param max at least 1
   */
  public static String quote(String raw, int max) {
    boolean cut = raw.codePointCount(0, raw.length()) > max;
    String kept = cut ? raw.substring(0, raw.offsetByCodePoints(0, max)) : raw;
    return '"' + text(kept) + (cut ? "…" : "") + '"';
  }

  private static boolean harmless(int codePoint) {
    return visible(codePoint) == codePoint;
  }

  private static int visible(int codePoint) {
    if (codePoint == '\t') {
      return codePoint;
    }
    if (codePoint < 0x20) {
      return 0x2400 + codePoint;
    }
    if (codePoint == 0x7f) {
      return 0x2421;
    }
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          0xFFFD;
      default -> codePoint;
    };
  }
}
