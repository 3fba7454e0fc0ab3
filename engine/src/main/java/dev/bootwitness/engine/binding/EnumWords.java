package dev.bootwitness.engine.binding;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The constants of an enum by the words that a spec writes for them, in their order. */
public final class EnumWords {

  private EnumWords() {}

  public static <E extends Enum<?>> Map<String, E> of(Class<E> type) {
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
