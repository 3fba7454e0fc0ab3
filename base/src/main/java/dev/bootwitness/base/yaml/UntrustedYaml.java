package dev.bootwitness.base.yaml;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads a document of YAML or JSON that a guest wrote, within bounds of size and depth. */
public final class UntrustedYaml {
  /** The library descends by recursion, so that a stack would end before a document does. */
  private static final int DEEPEST = 50;

  private UntrustedYaml() {}

  /**
   * The document as maps, lists, strings, numbers and booleans; empty when it is no YAML, blank,
   * too long or too deep.
   *
   * @param most characters that it may have
   */
  public static Optional<Object> read(String text, int most) {
    if (text.isBlank() || text.length() > most) {
      return Optional.empty();
    }
    LoadSettings settings = LoadSettings.builder().setCodePointLimit(4 * most).build();
    try {
      return isDeep(text, settings)
          ? Optional.empty()
          : Optional.ofNullable(new Load(settings).loadFromString(text));
    } catch (YamlEngineException e) {
      return Optional.empty();
    }
  }

  private static boolean isDeep(String text, LoadSettings settings) {
    int depth = 0;
    for (Event event : new Parse(settings).parseString(text)) {
      depth +=
          switch (event.getEventId()) {
            case MappingStart, SequenceStart -> 1;
            case MappingEnd, SequenceEnd -> -1;
            default -> 0;
          };
      if (depth > DEEPEST) {
        return true;
      }
    }
    return false;
  }
}
