package dev.bootwitness.report.suite;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of the parts that a suite is divided into: the second of five.
 *
 * @param index from 1
 * @param count how many parts there are, at most {@value #MOST}
 */
public record Shard(int index, int count) {

  /** More than any job array here; a larger number is a mistake. */
  private static final int MOST = 9999;

  private static final Pattern FORM = Pattern.compile("([0-9]{1,4})/([0-9]{1,4})");

  public Shard {
    if (count < 1 || count > MOST || index < 1 || index > count) {
      throw new IllegalArgumentException(index + "/" + count);
    }
  }

  /** Whether these are a part's number and how many there are. */
  static boolean holds(long index, long count) {
    return 1 <= count && count <= MOST && 1 <= index && index <= count;
  }

  /** The shard of e.g. {@code 2/5}; empty for anything else. */
  public static Optional<Shard> parse(String text) {
    Matcher m = FORM.matcher(text);
    if (!m.matches()) {
      return Optional.empty();
    }
    int index = Integer.parseInt(m.group(1));
    int count = Integer.parseInt(m.group(2));
    return holds(index, count) ? Optional.of(new Shard(index, count)) : Optional.empty();
  }

  /** {@code shard 2 of 5}. */
  public String words() {
    return "shard " + index + " of " + count;
  }

  /** The name of the file with its records. */
  public String fileName() {
    return "shard-" + index + "-of-" + count + ".zip";
  }
}
