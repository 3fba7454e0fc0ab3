package dev.bootwitness.machine.accelerator;

import dev.bootwitness.machine.config.Accelerator;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** The probe guest on one accelerator, and how that went. */
public record Probe(Accelerator accelerator, Result result) {

  /** How it went. */
  public sealed interface Result {
    /** In words, without the accelerator's name. */
    String describe();
  }

  /** It did its work. */
  public record Finished(Duration took) implements Result {
    @Override
    public String describe() {
      return "probe guest took " + seconds(took);
    }
  }

  /** It was stopped, not having finished when it was clearly no use any more. */
  public record TooSlow(Duration cap) implements Result {
    @Override
    public String describe() {
      return "probe guest did not finish in " + seconds(cap);
    }
  }

  /**
   * It could not be run, or did something else than its work.
   *
   * @param reason in a few words
   * @param said the last line QEMU wrote; may be empty
   */
  public record Refused(String reason, String said) implements Result {
    @Override
    public String describe() {
      return reason;
    }
  }

  /** The time from QEMU's start to its end; empty when the guest did not finish. */
  public Optional<Duration> took() {
    return result instanceof Finished finished ? Optional.of(finished.took()) : Optional.empty();
  }

  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toNanos() / 1e9);
  }
}
