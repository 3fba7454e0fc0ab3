package dev.bootwitness.report.story;

import java.util.Arrays;

/**
 * When console lines arrived, and their offsets in {@code serial.raw}; in arrays, since there may
 * be many. Lines are numbered from 1. Not thread-safe while it is filled.
 */
public final class LineTimes {
  private static final int FIRST = 256;

  private long[] offsets = new long[FIRST];
  private double[] seconds = new double[FIRST];
  private int known;

  void add(long line, long offset, double second) {
    // Lines come in order; a line out of order is from a damaged record, and has no time.
    if (line != known + 1L) {
      return;
    }
    if (known == offsets.length) {
      offsets = Arrays.copyOf(offsets, known * 2);
      seconds = Arrays.copyOf(seconds, known * 2);
    }
    offsets[known] = offset;
    seconds[known] = second;
    known++;
  }

  /** The number of the last line that has a time. */
  public long last() {
    return known;
  }

  /** When the line was complete, in seconds of the run; only for lines up to {@link #last}. */
  public double seconds(long line) {
    return seconds[(int) line - 1];
  }

  /** The offset of the line's first byte; only for lines up to {@link #last}. */
  public long offset(long line) {
    return offsets[(int) line - 1];
  }
}
