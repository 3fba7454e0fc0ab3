package dev.bootwitness.engine.binding;

import java.time.Duration;
import java.util.Locale;

/**
 * The factor by which a spec's durations are stretched on this host: they are written for a machine
 * with hardware acceleration.
 *
 * @param factor 1 or more
 * @param why what makes guests slow here, in a word or two, e.g. {@code emulation}
 */
public record Scale(double factor, String why) {

  /** As written. */
  public static final Scale NONE = new Scale(1, "");

  /** The duration on this host. */
  public Duration of(Duration written) {
    return factor == 1 ? written : Duration.ofMillis(Math.round(written.toMillis() * factor));
  }

  /** How the duration was calculated, e.g. {@code 60 s x 4.0 (emulation) = 240 s}. */
  public String words(Duration written) {
    return factor == 1
        ? seconds(written)
        : "%s x %s (%s) = %s".formatted(seconds(written), number(), why, seconds(of(written)));
  }

  /** The factor with one decimal. */
  public String number() {
    return String.format(Locale.ROOT, "%.1f", factor);
  }

  private static String seconds(Duration d) {
    boolean whole = d.toMillis() % 1000 == 0;
    return whole
        ? d.toSeconds() + " s"
        : String.format(Locale.ROOT, "%.1f s", d.toMillis() / 1000.0);
  }
}
