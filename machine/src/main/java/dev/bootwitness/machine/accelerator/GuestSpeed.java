package dev.bootwitness.machine.accelerator;

import dev.bootwitness.machine.config.Accelerator;
import java.time.Duration;

/**
 * How many times longer a guest takes here than on a machine with working hardware acceleration.
 *
 * <p>The yardstick is fixed: {@link #REFERENCE}, QEMU's start and SeaBIOS included, is the time the
 * probe guest takes with KVM on an ordinary host, or with emulation on a host that boots Linux
 * about {@link #EMULATION} times as slowly as KVM does (an estimate: a Debian live image takes
 * 57–87 s here). The probe's loops suit emulation better than a kernel does, so its time alone
 * would not show that. A host slower than the yardstick gets a proportional factor; a faster host
 * does not shorten anything, since one sector says little about small differences.
 *
 * @param factor rounded to the nearest 0.5, from 1 to {@value #MOST}
 */
public record GuestSpeed(double factor) {

  /** The time the probe guest takes on the yardstick. */
  static final Duration REFERENCE = Duration.ofMillis(200);

  /** How many times slower a kernel boots with emulation than with KVM. */
  static final double EMULATION = 4;

  /** Beyond this, the measurement is doubtful, not the deadline. */
  static final double MOST = 20;

  /** Hardware acceleration, for which a spec's durations are written. */
  public static final GuestSpeed FULL = new GuestSpeed(1);

  /**
   * The speed that follows from a choice's measurement; without one, the speed of the yardstick.
   */
  public static GuestSpeed of(AcceleratorChoice choice) {
    Duration took =
        choice.probes().stream()
            .filter(probe -> probe.accelerator().equals(choice.accelerator()))
            .flatMap(probe -> probe.took().stream())
            .findFirst()
            .orElse(REFERENCE);
    return of(choice.accelerator().kind(), took);
  }

  static GuestSpeed of(Accelerator.Kind kind, Duration took) {
    double least = kind == Accelerator.Kind.TCG ? EMULATION : 1;
    double slower = Math.max(1, took.toNanos() / (double) REFERENCE.toNanos());
    return new GuestSpeed(Math.min(MOST, Math.round(least * slower * 2) / 2.0));
  }

  /**
   * Whether a time is so far from the yardstick that one busy moment of the host may explain it.
   */
  static boolean isDoubtful(Duration took) {
    return took.toNanos() > 1.5 * REFERENCE.toNanos();
  }
}
