package dev.bootwitness.engine.check;

import dev.bootwitness.engine.spec.CheckSpec;
import java.util.List;
import java.util.Locale;

/**
 * The units related to a check: the one it asks for, and those that its text names.
 *
 * <p>A name in a text counts only as a separate word, and a short or common word only where the
 * text means a path or a unit: `test -e /x` has nothing to do with test.service.
 */
final class CheckUnits {

  private static final int SHORTEST = 3;

  private static final List<String> NETWORK =
      List.of(
          "systemd-networkd.service",
          "NetworkManager.service",
          "networking.service",
          "dhcpcd.service");

  private CheckUnits() {}

  /** The units that a check is about by its kind. */
  static List<String> units(CheckSpec check) {
    return switch (check) {
      case CheckSpec.Unit unit -> List.of(unit.unit());
      case CheckSpec.Network _ -> NETWORK;
      default -> List.of();
    };
  }

  /** Whether a check's text names a unit. */
  static boolean names(CheckSpec check, String unit) {
    return switch (check) {
      case CheckSpec.Unit asked -> asked.unit().equals(unit);
      case CheckSpec.Run run -> named(run.command(), unit);
      case CheckSpec.File file -> named(file.path(), unit);
      case CheckSpec.Storage storage -> named(storage.status().path(), unit);
      case CheckSpec.Network _ -> NETWORK.contains(unit);
    };
  }

  /** The file that a check waits for; empty when it waits for none. */
  static String path(CheckSpec check) {
    return switch (check) {
      case CheckSpec.File file -> file.path();
      case CheckSpec.Storage storage -> storage.status().path();
      default -> "";
    };
  }

  /** Whether a check waits until systemd has nothing left to do. */
  static boolean awaitsAll(CheckSpec check) {
    return check instanceof CheckSpec.Run run
        && run.command().contains("is-system-running")
        && run.command().contains("--wait");
  }

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
