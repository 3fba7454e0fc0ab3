package dev.bootwitness.diagnosis.attribution;

import org.jspecify.annotations.Nullable;

/**
 * The time in a log: from its format or the kernel, and in between from the order of the lines. Not
 * thread-safe.
 */
public final class LogClock {
  /** The step between lines without a time, so that their order is kept. */
  private static final long STEP = 1_000;

  private static final double SECOND = 1e9;

  /** Seconds. */
  private static final double FAR = 300;

  private long nanos;
  private long base;
  private boolean known;
  private double highest;

  /**
   * A line has come.
   *
   * @param seconds its time since the machine or recording began; null when it has none
   */
  public void line(@Nullable Double seconds) {
    nanos += STEP;
    if (seconds != null) {
      known = true;
      nanos = Math.max(nanos, base + (long) (seconds * SECOND));
    }
  }

  /** The kernel has stamped a present line. */
  public void uptime(double seconds) {
    highest = Math.max(highest, seconds);
  }

  /** The machine started over: its clock begins at zero again. */
  public void restarted() {
    base = nanos;
    highest = 0;
  }

  public long nanos() {
    return nanos;
  }

  /** Seconds since this boot's clock began; null while no time was seen. */
  public @Nullable Double seconds() {
    return known ? Double.valueOf((nanos - base) / SECOND) : null;
  }

  /** Whether a kernel time can be the present, as opposed to one from its old log. */
  boolean isNow(double uptime) {
    return uptime >= highest && uptime > 0;
  }

  /** Whether a kernel time would mean that the kernel had been silent for long. */
  boolean isFarAhead(double uptime) {
    return highest > 0 && uptime > highest + FAR;
  }

  public boolean known() {
    return known;
  }
}
