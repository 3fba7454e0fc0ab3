package dev.bootwitness.engine.spec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The constants of an enum by their words in a spec, in their order. */
final class EnumWords {

  private EnumWords() {}

  static <E extends Enum<?>> Map<String, E> of(Class<E> type) {
    Map<String, E> words = new LinkedHashMap<>();
    for (E constant : type.getEnumConstants()) {
      words.put(
          constant instanceof Worded worded
              ? worded.word()
              : constant.name().toLowerCase(Locale.ROOT),
          constant);
    }
    return Collections.unmodifiableMap(words);
  }
}
