package dev.bootwitness.image.initramfs;

import dev.bootwitness.base.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Expands {@code ${NAME}} from a fixed set of names. */
final class Variables {

  private final Map<String, String> values;

  Variables(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  /** Expands each word separately: a value with spaces stays in its field. */
  List<String> expand(List<String> words) throws ListMistake {
    List<String> expanded = new ArrayList<>(words.size());
    for (String word : words) {
      expanded.add(expand(word));
    }
    return expanded;
  }

  private String expand(String word) throws ListMistake {
    StringBuilder expanded = new StringBuilder();
    int done = 0;
    for (int start = word.indexOf("${"); start >= 0; start = word.indexOf("${", done)) {
      int end = word.indexOf('}', start);
      if (end < 0) {
        throw new ListMistake(
            VisibleText.quote(word.substring(start), 80)
                + " has no closing brace; expected ${NAME}.");
      }
      expanded.append(word, done, start).append(value(word.substring(start + 2, end)));
      done = end + 1;
    }
    return expanded.append(word, done, word.length()).toString();
  }

  private String value(String name) throws ListMistake {
    String value = values.get(name);
    if (value == null) {
      throw new ListMistake(
          "${%s} is not defined; defined are: %s."
              .formatted(
                  VisibleText.of(name),
                  values.isEmpty() ? "none" : String.join(", ", new TreeSet<>(values.keySet()))));
    }
    return value;
  }
}
