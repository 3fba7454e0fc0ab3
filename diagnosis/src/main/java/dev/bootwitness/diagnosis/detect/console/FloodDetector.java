package dev.bootwitness.diagnosis.detect.console;

import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.diagnosis.kernel.ConsoleText;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Recognises a flooded console: for five seconds without pause hundreds of lines per second, half
 * of them equal except for their figures. A burst is shorter, and a talkative boot prints different
 * things. A flood that is found twice does not end. Not thread-safe.
 */
public final class FloodDetector {

  private static final int SECONDS = 5;
  private static final int LINES_A_SECOND = 100;
  private static final double SHARE = 0.5;
  private static final int MOST_KINDS = 200;
  private static final int LONGEST_KIND = 60;

  private final Map<String, Integer> kinds = new HashMap<>();
  private long second = Long.MIN_VALUE;
  private int inSecond;
  private int seconds;
  private int lines;
  private boolean found;
  private boolean goesOn;

  /**
   * Takes a line.
   *
   * @param at when it came, in seconds
   * @return the finding, once the flood is sure
   */
  public Optional<FindingBuilder> line(double at, String text) {
    long now = (long) Math.floor(at);
    if (now != second) {
      boolean goesOn = now == second + 1 && inSecond >= LINES_A_SECOND;
      seconds = goesOn ? seconds + 1 : 0;
      if (!goesOn) {
        kinds.clear();
        lines = 0;
      }
      second = now;
      inSecond = 0;
    }
    inSecond++;
    lines++;
    count(kind(text));
    return seconds >= SECONDS ? sure(text) : Optional.empty();
  }

  /** If there are more kinds than are kept, the frequent ones remain (Misra and Gries, 1982). */
  private void count(String kind) {
    if (kinds.size() < MOST_KINDS || kinds.containsKey(kind)) {
      kinds.merge(kind, 1, Integer::sum);
    } else {
      kinds.replaceAll((_, count) -> count - 1);
      kinds.values().removeIf(count -> count == 0);
    }
  }

  private Optional<FindingBuilder> sure(String text) {
    int most = kinds.values().stream().max(Integer::compare).orElse(0);
    if (most < SHARE * lines) {
      return Optional.empty();
    }
    goesOn = found;
    found = true;
    String detail =
        "%d lines came in %d s, %d %% of them equal except for numbers%s"
            .formatted(
                lines,
                seconds,
                Math.round(100.0 * most / lines),
                goesOn ? ", and more follow" : "");
    seconds = 0;
    kinds.clear();
    lines = 0;
    return Optional.of(
        FindingBuilder.about("console/flooded", detail, "serial", ConsoleText.quote(text)));
  }

  /** Whether a flood was found again: no prompt can be recognised in it, however long the wait. */
  public boolean goesOn() {
    return goesOn;
  }

  /** A line without its figures, which differ from one repetition to the next. */
  private static String kind(String text) {
    StringBuilder kind = new StringBuilder();
    for (int i = 0; i < text.length() && kind.length() < LONGEST_KIND; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        kind.append(c);
      }
    }
    return kind.toString();
  }
}
