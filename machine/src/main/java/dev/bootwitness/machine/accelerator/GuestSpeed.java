package dev.bootwitness.machine.accelerator;

import dev.bootwitness.machine.config.Accelerator;
import java.time.Duration;

/**
 * How many times as long a guest takes here as on a machine with working hardware acceleration.
 *
 * <p>The yardstick is fixed: {@link #REFERENCE}, QEMU's start and SeaBIOS included, is what the
 * probe guest takes by KVM on an ordinary host, and by emulation on a host that boots Linux about
 * {@link #EMULATION} times as slowly as KVM does (an estimate: a Debian live image takes 57–87 s
 * here). The probe's loops suit emulation better than a kernel does, so its time alone would not
 * show that. A host that is slower than the yardstick is slower in proportion; one that is faster
 * does not shorten anything, since one sector says little about small differences.
 *
 * @param factor from 1 to {@value #MOST}, a multiple of one half
 */
public record GuestSpeed(double factor) {

  /** What the probe guest takes on the yardstick. */
  static final Duration REFERENCE = Duration.ofMillis(200);

  /** How much slower a kernel boots by emulation than by KVM. */
  static final double EMULATION = 4;

  /** Beyond this the measurement is in doubt and not the deadline. */
  static final double MOST = 20;

  /** Hardware acceleration, as a spec's durations are written for it. */
  public static final GuestSpeed FULL = new GuestSpeed(1);

  /** The speed that a choice's measurement means; without one, that of the yardstick. */
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

  /** Whether a time is so far from the yardstick that one busy moment of the host may be in it. */
  static boolean isDoubtful(Duration took) {
    return took.toNanos() > 1.5 * REFERENCE.toNanos();
  }
}
