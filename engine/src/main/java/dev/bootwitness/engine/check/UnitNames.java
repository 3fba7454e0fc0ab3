package dev.bootwitness.engine.check;

import java.util.Locale;

/**
 * Whether a text names a unit.
 *
 * <p>A name in a text counts only where it stands alone, and a short or common word only where the
 * text means a path or a unit: `test -e /x` has nothing to do with test.service.
 */
final class UnitNames {

  private static final int SHORTEST = 3;

  private UnitNames() {}

  /** Whether the text names the unit. */
  static boolean named(String text, String unit) {
    int dot = unit.lastIndexOf('.');
    String stem = dot < 0 ? unit : unit.substring(0, dot);
    int at = stem.indexOf('@');
    stem = (at < 0 ? stem : stem.substring(0, at)).toLowerCase(Locale.ROOT);
    if (stem.length() < SHORTEST) {
      return false;
    }
    String lower = text.toLowerCase(Locale.ROOT);
    boolean aboutUnits = lower.contains("systemctl ") || lower.contains("journalctl ");
    for (int i = lower.indexOf(stem); i >= 0; i = lower.indexOf(stem, i + 1)) {
      char before = i == 0 ? ' ' : lower.charAt(i - 1);
      int end = i + stem.length();
      char after = end == lower.length() ? ' ' : lower.charAt(end);
      boolean alone = !partOfAWord(before) && !partOfAWord(after);
      boolean meant =
          aboutUnits || before == '/' || stem.contains("-") || lower.startsWith(".", end);
      if (alone && meant) {
        return true;
      }
    }
    return false;
  }

  private static boolean partOfAWord(char c) {
    return Character.isLetterOrDigit(c) || c == '-' || c == '_';
  }
}
