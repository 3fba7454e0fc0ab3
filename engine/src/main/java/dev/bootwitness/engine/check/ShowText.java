package dev.bootwitness.engine.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What {@code systemctl show} prints: properties, and a blank line between two units. */
public final class ShowText {

  private ShowText() {}

  /** The properties of each unit, in the order asked for. */
  public static List<Map<String, String>> units(String text) {
    List<Map<String, String>> units = new ArrayList<>();
    Map<String, String> unit = new HashMap<>();
    for (String line : (text + "\n\n").split("\n", -1)) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        unit.put(line.substring(0, equals), line.substring(equals + 1));
      } else if (line.isBlank() && !unit.isEmpty()) {
        units.add(Map.copyOf(unit));
        unit.clear();
      }
    }
    return List.copyOf(units);
  }
}
