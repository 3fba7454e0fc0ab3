package dev.bootwitness.diagnosis.log;

import org.jspecify.annotations.Nullable;

/**
 * Hears the lines of a saved log.
 *
 * <p>It hears every line that its filter lets through, every one that holds control sequences, and
 * those it asks for; the others only count.
 */
public interface LogListener {

  /**
   * The next line.
   *
   * @return how many of the lines behind it are to be told whatever is in them
   */
  int line(LogLine line);

  /**
   * The recording has ended.
   *
   * @param seconds by its own clock, like {@link LogLine#seconds}
   */
  default void recordedUntil(double seconds) {}

  /** Which lines are to be told; null: all are. Asked again after each line, may change. */
  @Nullable LineFilter filter();
}
