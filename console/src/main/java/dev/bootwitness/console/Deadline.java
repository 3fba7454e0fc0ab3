package dev.bootwitness.console;

import java.time.Duration;

/**
 * A moment by which something must have happened, passed down to all code that works towards it.
 *
 * @param at in the clock's nanoseconds
 * @param budget the time allowed when it was set, for messages
 */
public record Deadline(ConsoleClock clock, long at, Duration budget) {

  /** The deadline {@code budget} from now. */
  public static Deadline in(Duration budget, ConsoleClock clock) {
    return new Deadline(clock, clock.nanos() + budget.toNanos(), budget);
  }

  /** This deadline, or one {@code budget} from now if that is earlier. */
  public Deadline atMost(Duration budget) {
    Deadline sooner = in(budget, clock);
    return sooner.at - at < 0 ? sooner : this;
  }

  /** Nanoseconds left, 0 when it has passed. */
  public long remainingNanos() {
    return Math.max(0, at - clock.nanos());
  }

  /** Time left, zero when it has passed. */
  public Duration remaining() {
    return Duration.ofNanos(remainingNanos());
  }

  /** Whether it has passed. */
  public boolean expired() {
    return remainingNanos() == 0;
  }
}
