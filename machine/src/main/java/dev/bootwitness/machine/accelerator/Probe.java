package dev.bootwitness.machine.accelerator;

import dev.bootwitness.machine.config.Accelerator;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** A run of the probe guest on one accelerator, and its result. */
public record Probe(Accelerator accelerator, Result result) {

  /** The result of a probe. */
  public sealed interface Result {
    /** In words, without the accelerator's name. */
    String describe();
  }

  /** It finished its work. */
  public record Finished(Duration took) implements Result {
    @Override
    public String describe() {
      return "probe guest took " + seconds(took);
    }
  }

  /** It was stopped before it finished, when it was clearly of no use any more. */
  public record TooSlow(Duration cap) implements Result {
    @Override
    public String describe() {
      return "probe guest did not finish in " + seconds(cap);
    }
  }

  /**
   * It could not be run, or did something other than its work.
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
