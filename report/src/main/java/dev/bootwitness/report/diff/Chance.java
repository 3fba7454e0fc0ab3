package dev.bootwitness.report.diff;

import java.util.List;
import java.util.Locale;
import org.safere.Pattern;

/** Recognises what differs by chance in the logs of two boots of the same system. */
final class Chance {
  /** Messages that depend on the momentary speed of the host, with the reason. */
  private static final Pattern TIMING =
      Pattern.compile(
          String.join(
              "|",
              // The kernel measures its clocks and prints the result, or that it failed.
              "(?i:\\btsc\\b|clocksource|sched_clock|PM-Timer|BogoMIPS|lpj=|calibrat)",
              "hrtimer: interrupt took|perf: interrupt took too long",
              "workqueue: .* hogged CPU|rcu: .*(?:detected|stall)",
              // Whenever enough was gathered, or a device had settled.
              "random: .*(?:crng|uninitialized|urandom)",
              "Freeing |link (?:is not ready|becomes ready)|NIC Link is",
              // A progress line of systemd is drawn only when a job takes long.
              "^\\s*\\[[ *]+\\] |(?:A start|A stop) job is running|Job .* running \\(",
              // systemd counts what it does in these.
              "Startup finished in|systemd\\[.*\\]: .*Consumed .* CPU time"));

  private static final Pattern ALARMING =
      Pattern.compile(
          "(?i)\\b(?:error|errors|fail|failed|failure|failing|panic|oops|bug|warn|warning|denied|refused"
              + "|timed out|timeout|corrupt|corrupted|segfault|traceback|exception|cannot|can't|unable|not found"
              + "|no such|critical|emergency|fatal|killed|aborted?|invalid|unsupported|missing)\\b");

  /** How much of a line that lost characters must be left to recognise it. */
  private static final double LEFT = 0.5;

  private static final int MOST_JOINED = 3;

  private Chance() {}

  static boolean isTiming(String line) {
    return TIMING.matcher(line).find();
  }

  static boolean isAlarming(String line) {
    return ALARMING.matcher(line).find();
  }

  /**
   * Whether a line is one of the others, or several consecutive ones, with characters lost: a guest
   * that prints faster than its emulated UART sends loses characters.
   *
   * @param line bare
   * @param others bare, in their order
   */
  static boolean isDamaged(String line, List<String> others) {
    for (int i = 0; i < others.size(); i++) {
      StringBuilder whole = new StringBuilder();
      for (int n = 0; n < MOST_JOINED && i + n < others.size(); n++) {
        whole.append(others.get(i + n));
        boolean enough = line.length() >= LEFT * whole.length() && line.length() >= 4;
        if (enough && isWithin(line, whole)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether all characters are there in this order. */
  private static boolean isWithin(String text, CharSequence whole) {
    int at = 0;
    for (int i = 0; i < whole.length() && at < text.length(); i++) {
      if (whole.charAt(i) == text.charAt(at)) {
        at++;
      }
    }
    return at == text.length();
  }

  /** A line without its spaces and digits, for comparing lines that lost characters. */
  static String bare(String line) {
    return line.toLowerCase(Locale.ROOT).replaceAll("[\\s\\d]+", "");
  }
}
