package dev.bootwitness.diagnosis.pattern;

import dev.bootwitness.base.yaml.DataFileException;
import dev.bootwitness.base.yaml.YamlMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The texts that reveal milestones of a boot, the speaker of a line, and the program that holds a
 * terminal: {@code signs.yaml}, used live and on saved logs alike. Immutable.
 */
public final class Signs {
  private static final Set<String> KEYS = new TreeSet<>(Set.of("id", "pattern"));

  private static final class Bundled {
    static final Signs SIGNS = parse("signs.yaml", BundledFile.text("signs.yaml"));
  }

  private final Map<String, LinePattern> byId;

  private Signs(Map<String, LinePattern> byId) {
    this.byId = Collections.unmodifiableMap(byId);
  }

  /** Those in the jar. */
  public static Signs bundled() {
    return Bundled.SIGNS;
  }

  /**
   * Reads a file of signs; a test, not this method, checks that its patterns are valid.
   *
   * @throws DataFileException on any unknown, missing, duplicate or empty key
   */
  static Signs parse(String file, String text) {
    YamlMap whole = YamlMap.parse(file, text, new TreeSet<>(Set.of("words", "signs")));
    Words words = Words.of(whole);
    var byId = new LinkedHashMap<String, LinePattern>();
    for (YamlMap map : whole.maps("signs", KEYS)) {
      String id = map.text("id");
      if (byId.put(id, words.pattern(map, "pattern")) != null) {
        throw map.error("id", id + " is the id of another sign");
      }
    }
    return new Signs(byId);
  }

  /**
   * The sign of that id in the jar, read when it is first looked for: a run in which no console
   * line comes needs none.
   */
  public static LinePattern of(String id) {
    return LinePattern.later(() -> known(id));
  }

  private static LinePattern known(String id) {
    LinePattern sign = bundled().byId.get(id);
    if (sign == null) {
      throw new IllegalArgumentException("signs.yaml has no sign \"" + id + "\"");
    }
    return sign;
  }

  /** All of them by id, in their order. */
  public Map<String, LinePattern> all() {
    return byId;
  }
}
