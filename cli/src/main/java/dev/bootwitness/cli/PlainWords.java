package dev.bootwitness.cli;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The words of a command in their plainest form, {@code --flag}, {@code --option value} and {@code
 * word}, read without picocli, which takes more time than {@code runs} itself while its code is
 * cold.
 *
 * <p>It reports no mistakes: for anything that is not plain or is wrong, picocli reads the same
 * words again and reports the problem. So an option that is not named here is merely slower.
 */
final class PlainWords {

  private final Map<String, Runnable> flags = new HashMap<>();
  private final Map<String, Consumer<String>> values = new HashMap<>();
  private Consumer<String> words = _ -> {};
  private int most;

  /** An option without a value. */
  PlainWords flag(String name, Runnable then) {
    flags.put(name, then);
    return this;
  }

  /** An option whose value is the next word; picocli reports what {@code then} throws. */
  PlainWords value(String name, Consumer<String> then) {
    values.put(name, then);
    return this;
  }

  /** Words that are not options. */
  PlainWords words(int most, Consumer<String> then) {
    this.most = most;
    this.words = then;
    return this;
  }

  /**
   * Reads them.
   *
   * @return whether all were plain; if not, the values set are void
   */
  boolean read(List<String> all) {
    Set<String> seen = new HashSet<>();
    int others = 0;
    for (Iterator<String> each = all.iterator(); each.hasNext(); ) {
      String word = each.next();
      Runnable flag = flags.get(word);
      Consumer<String> value = values.get(word);
      try {
        if (flag != null && seen.add(word)) {
          flag.run();
        } else if (value != null && seen.add(word) && each.hasNext()) {
          value.accept(plain(each.next()));
        } else if (!flags.containsKey(word) && !values.containsKey(word) && others++ < most) {
          words.accept(plain(word));
        } else {
          return false;
        }
      } catch (RuntimeException notPlain) {
        return false;
      }
    }
    return true;
  }

  /** No option, no {@code @file} of options, nothing empty or in quotes. */
  private static String plain(String word) {
    if (word.isEmpty() || "-@\"'".indexOf(word.charAt(0)) >= 0) {
      throw new IllegalArgumentException(word);
    }
    return word;
  }
}
