package dev.bootwitness.record;

import java.time.Instant;

/**
 * An event with its place in the run: one line of {@code events.jsonl}.
 *
 * @param seq number of the event in its run, from 1, without gaps
 * @param nanos nanoseconds of monotonic time since the run began
 * @param utc wall clock, to the millisecond
 */
public record StampedEvent(long seq, long nanos, Instant utc, Event event) {

  /** Seconds since the run began. */
  public double seconds() {
    return nanos / 1e9;
  }
}
