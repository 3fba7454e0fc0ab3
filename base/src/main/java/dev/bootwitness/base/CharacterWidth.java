package dev.bootwitness.base;

/**
 * How many cells of a screen a character takes: what wcwidth(3) answers.
 *
 * <p>Sources: Unicode Standard Annex #11 (East Asian Width: W and F are two cells), general
 * categories of {@link Character}, and Markus Kuhn's wcwidth.c for Hangul's joined vowels.
 * Ambiguous characters take one cell. Private-use and unassigned ones too.
 */
public final class CharacterWidth {

  /** First and last of each run of wide characters, ascending; the JDK knows the emoji. */
  private static final int[][] WIDE = {
    {0x1100, 0x115f}, // Hangul leading consonants
    {0x2329, 0x232a},
    {0x2e80, 0x303e}, // radicals, CJK punctuation
    {0x3041, 0x3247},
    {0x3250, 0x4dbf},
    {0x4e00, 0xa4cf}, // unified ideographs, Yi
    {0xa960, 0xa97f},
    {0xac00, 0xd7a3}, // Hangul syllables
    {0xf900, 0xfaff},
    {0xfe10, 0xfe19},
    {0xfe30, 0xfe6f},
    {0xff01, 0xff60}, // fullwidth forms
    {0xffe0, 0xffe6},
    {0x16fe0, 0x18aff}, // Tangut
    {0x1b000, 0x1b2ff}, // historic kana, Nushu
    {0x1f200, 0x1f265}, // squared kana and ideographs
    {0x20000, 0x2fffd},
    {0x30000, 0x3fffd},
  };

  private static final int FIRST_NOT_ONE = 0x300;
  private static final int REGIONAL_INDICATOR_A = 0x1f1e6;
  private static final int REGIONAL_INDICATOR_Z = 0x1f1ff;

  private CharacterWidth() {}

  /** The width in cells: 0 for a character that is added to the one before it, else 1 or 2. */
  public static int of(int codePoint) {
    if (codePoint < FIRST_NOT_ONE) {
      return 1;
    } else if (combines(codePoint)) {
      return 0;
    }
    return isWide(codePoint) ? 2 : 1;
  }

  /** Columns of a text without control characters. */
  public static int of(String text) {
    return text.codePoints().map(CharacterWidth::of).sum();
  }

  /** Whether it is a mark drawn over the preceding letter. */
  public static boolean isMark(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
  }

  private static boolean combines(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> true;
      default -> codePoint >= 0x1160 && codePoint <= 0x11ff; // Hangul vowels and final consonants
    };
  }

  private static boolean isWide(int codePoint) {
    if (codePoint < WIDE[0][0]) {
      return false;
    }
    for (int[] run : WIDE) {
      if (codePoint <= run[1]) {
        if (codePoint >= run[0]) {
          return true;
        }
        break;
      }
    }
    boolean flagLetter = codePoint >= REGIONAL_INDICATOR_A && codePoint <= REGIONAL_INDICATOR_Z;
    return Character.isEmojiPresentation(codePoint) && !flagLetter;
  }
}
