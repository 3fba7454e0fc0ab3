package dev.bootwitness.report.story;

import java.util.Locale;

/** Durations in words that compare at a glance. */
public final class Seconds {
  private static final int LONG = 600;

  private Seconds() {}

  /** {@code 88.4 s}, or {@code 12 min 05 s} from ten minutes on. */
  public static String exact(double seconds) {
    return seconds < LONG ? String.format(Locale.ROOT, "%.1f s", seconds) : minutes(seconds);
  }

  /** {@code 41 s}: for what is still running and would only flicker. */
  public static String whole(double seconds) {
    return seconds < LONG ? (long) seconds + " s" : minutes(seconds);
  }

  private static String minutes(double seconds) {
    long whole = (long) seconds;
    return String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60);
  }
}
