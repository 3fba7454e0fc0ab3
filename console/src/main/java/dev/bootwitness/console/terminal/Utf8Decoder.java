package dev.bootwitness.console.terminal;

/**
 * A streaming UTF-8 decoder that turns each maximal ill-formed subsequence into one replacement.
 *
 * <p>Source: The Unicode Standard, section 3.9, "Substitution of Maximal Subparts" and table 3-7.
 * Not thread-safe.
 */
final class Utf8Decoder {

  static final int REPLACEMENT = 0xfffd;

  /** More bytes are needed. */
  static final int INCOMPLETE = -1;

  /** The bytes before this one were ill-formed; this byte itself is still to be decoded. */
  static final int BROKEN_BEFORE = -2;

  private int codePoint;
  private int missing;
  private int lowest = 0x80;
  private int highest = 0xbf;
  private long malformed;

  boolean pending() {
    return missing > 0;
  }

  long malformed() {
    return malformed;
  }

  /**
   * Takes a byte: a code point, {@link #REPLACEMENT}, {@link #INCOMPLETE} or {@link
   * #BROKEN_BEFORE}.
   */
  int feed(int b) {
    return missing > 0 ? continuation(b) : lead(b);
  }

  private int lead(int b) {
    lowest = 0x80;
    highest = 0xbf;
    if (b < 0x80) {
      return b;
    } else if (b >= 0xc2 && b <= 0xdf) {
      return begin(b & 0x1f, 1);
    } else if (b >= 0xe0 && b <= 0xef) {
      lowest = b == 0xe0 ? 0xa0 : 0x80; // no overlong forms
      highest = b == 0xed ? 0x9f : 0xbf; // no surrogates
      return begin(b & 0x0f, 2);
    } else if (b >= 0xf0 && b <= 0xf4) {
      lowest = b == 0xf0 ? 0x90 : 0x80;
      highest = b == 0xf4 ? 0x8f : 0xbf; // nothing beyond U+10FFFF
      return begin(b & 0x07, 3);
    }
    malformed++;
    return REPLACEMENT;
  }

  private int begin(int bits, int continuations) {
    codePoint = bits;
    missing = continuations;
    return INCOMPLETE;
  }

  private int continuation(int b) {
    if (b < lowest || b > highest) {
      missing = 0;
      malformed++;
      return BROKEN_BEFORE;
    }
    lowest = 0x80;
    highest = 0xbf;
    codePoint = codePoint << 6 | (b & 0x3f);
    missing--;
    return missing == 0 ? codePoint : INCOMPLETE;
  }
}
