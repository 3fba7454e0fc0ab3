package dev.bootwitness.diagnosis.log;

import org.jspecify.annotations.Nullable;

/**
 * Hears the lines of a saved log.
 *
 * <p>It hears every line that its filter passes, every line with control sequences, and those it
 * asks for; the others are only counted.
 */
public interface LogListener {

  /**
   * The next line.
   *
   * @return how many of the lines after it must be reported whatever their content
   */
  int line(LogLine line);

  /**
   * The recording has ended.
   *
   * @param seconds by its own clock, like {@link LogLine#seconds}
   */
  default void recordedUntil(double seconds) {}

  /** Which lines to report; null: all. Asked again after each line, and may change. */
  @Nullable LineFilter filter();
}
