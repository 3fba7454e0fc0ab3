package dev.bootwitness.diagnosis.guest;

import java.time.Duration;

/** How long a unit may be starting before it counts as stuck, in a live run and in a saved log. */
final class Patience {
  /**
   * The time that systemd itself allows by default (DefaultTimeoutStartSec=,
   * systemd-system.conf(5)).
   */
  private static final Duration OF_SYSTEMD = Duration.ofSeconds(90);

  /** What a slow unit of a healthy boot takes, if systemd's limit does not decide. */
  private static final Duration OF_A_SLOW_UNIT = Duration.ofSeconds(20);

  private Patience() {}

  /**
   * Whether a unit has been starting for too long.
   *
   * @param unlimited whether systemd will not report it, or not in the time that is left
   */
  static boolean isOver(Duration starting, boolean unlimited) {
    return starting.compareTo(unlimited ? OF_A_SLOW_UNIT : OF_SYSTEMD) >= 0;
  }
}
