package dev.bootwitness.report.history;

import java.util.Arrays;

/**
 * Determines which of several times is usual and which is not.
 *
 * <p>The median and the median of the distances from it (MAD), since one slow run must move
 * neither. A time is unusual above {@code median + max(4 · 1.4826 · MAD, 15 % of the median, 0.3
 * s)}: 1.4826 · MAD estimates the standard deviation of normal noise, and four of them leave one
 * time in 30 000 outside; the other two prevent a history that happens to be even from making every
 * fluctuation of the host a regression.
 */
final class Noise {
  private static final double DEVIATIONS = 4;
  private static final double MAD_TO_DEVIATION = 1.4826;
  private static final double SHARE = 0.15;
  private static final double SECONDS = 0.3;

  private Noise() {}

  static double median(double... times) {
    double[] sorted = times.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** The longest time that is still usual. */
  static double most(double... times) {
    double median = median(times);
    double deviation =
        MAD_TO_DEVIATION
            * median(Arrays.stream(times).map(time -> Math.abs(time - median)).toArray());
    return median + Math.max(DEVIATIONS * deviation, Math.max(SHARE * median, SECONDS));
  }
}
