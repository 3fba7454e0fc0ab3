package dev.bootwitness.console.expect;

/**
 * Remembers when each part of a console's text arrived, for the newest {@value #KEPT} reads.
 *
 * <p>Positions are those of a {@link dev.bootwitness.console.terminal.TextFlow}, times nanoseconds
 * of the console's clock. Not thread-safe: its console guards it.
 */
public final class Arrivals {

  private static final int KEPT = 1024;

  private final long[] ends = new long[KEPT];
  private final long[] times = new long[KEPT];
  private long count;

  /** Notes that everything new up to position {@code end} arrived at {@code nanos}. */
  public void note(long end, long nanos) {
    int slot = (int) (count % KEPT);
    ends[slot] = end;
    times[slot] = nanos;
    count++;
  }

  /**
   * When the byte before position {@code end} arrived; for forgotten ones the oldest known time.
   */
  long arrivalOf(long end) {
    long low = Math.max(0, count - KEPT);
    long high = count - 1;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (ends[(int) (middle % KEPT)] >= end) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return times[(int) (low % KEPT)];
  }
}
