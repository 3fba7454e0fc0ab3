package dev.bootwitness.diagnosis;

<<<<<<< HEAD
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Stage;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.safere.Pattern;

/**
 * Recognises a console that is drowned in output: for seconds on end many lines a second, nearly
 * all of them the same few. A kernel that boots, or a log that somebody prints, is as fast but says
 * something else in each line. Not thread-safe.
 */
final class FloodDetector {

  /** Lines a second; a serial line of 115200 baud takes some 200 short ones. */
  private static final int MANY = 60;

  private static final int SECONDS = 3;

  /** Different lines a second that are counted. */
  private static final int KINDS = 32;

  private static final int LONGEST = 80;
  private static final double NEARLY_ALL = 0.8;
  private static final Pattern NUMBERS = Pattern.compile("[0-9]+");

  private final Map<String, Integer> kinds = new HashMap<>();
  private long second = -1;
  private int lines;
  private int flooded;
  private @Nullable Stage told;

  /**
   * Takes a line; tells of a flood once a stage.
   *
   * @param seconds when it came, on any clock
   */
  Optional<Findings> line(double seconds, Stage stage, Event.ConsoleLine line) {
    long now = (long) Math.floor(seconds);
    if (now != second) {
      flooded = now == second + 1 && isFlood() ? flooded + 1 : 0;
      second = now;
      lines = 0;
      kinds.clear();
    }
    lines++;
    String kind = kind(line.text());
    if (kinds.size() < KINDS || kinds.containsKey(kind)) {
      kinds.merge(kind, 1, Integer::sum);
    }
    if (told == stage || flooded < SECONDS || !isFlood()) {
      return Optional.empty();
    }
    told = stage;
    return Optional.of(
        Findings.about(
                "console/flooded",
                "more than %d lines a second for %d s, nearly all of them the same"
                    .formatted(MANY, SECONDS),
                "serial",
                ConsoleText.quote(line.text()))
            .line(line.line(), line.offset()));
  }

  private boolean isFlood() {
    int most = kinds.values().stream().sorted((a, b) -> b - a).limit(3).mapToInt(n -> n).sum();
    return lines >= MANY && most >= NEARLY_ALL * lines;
  }

  private static String kind(String text) {
    String body = ConsoleText.of(text).body();
    return NUMBERS
        .matcher(body.length() > LONGEST ? body.substring(0, LONGEST) : body)
        .replaceAll("0");
=======
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Recognises a console that is drowned: for ten seconds on end hundreds of lines a second, half of
 * them the same but for their figures. A burst is shorter, a talkative boot says different things.
 * Not thread-safe.
 */
final class FloodDetector {

  private static final int SECONDS = 10;
  private static final int LINES_A_SECOND = 100;
  private static final double SHARE = 0.5;
  private static final int MOST_KINDS = 200;
  private static final int LONGEST_KIND = 60;

  private final Map<String, Integer> kinds = new HashMap<>();
  private long second = Long.MIN_VALUE;
  private int inSecond;
  private int seconds;
  private int lines;

  /**
   * Takes a line.
   *
   * @param at when it came, in seconds
   * @return the finding, once the flood is sure
   */
  Optional<Findings> line(double at, String text) {
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
    String kind = kind(text);
    if (kinds.size() < MOST_KINDS || kinds.containsKey(kind)) {
      kinds.merge(kind, 1, Integer::sum);
    }
    return seconds >= SECONDS ? sure(text) : Optional.empty();
  }

  private Optional<Findings> sure(String text) {
    int most = kinds.values().stream().max(Integer::compare).orElse(0);
    if (most < SHARE * lines) {
      return Optional.empty();
    }
    String detail =
        "%d lines came in %d s, %d %% of them the same but for their figures"
            .formatted(lines, seconds, Math.round(100.0 * most / lines));
    seconds = 0;
    kinds.clear();
    lines = 0;
    return Optional.of(
        Findings.about("console/flooded", detail, "serial", ConsoleText.quote(text)));
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
>>>>>>> main
  }
}
