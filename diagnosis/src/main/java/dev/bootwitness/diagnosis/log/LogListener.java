package dev.bootwitness.diagnosis.log;

import dev.bootwitness.console.expect.LineSieve;
import org.jspecify.annotations.Nullable;

/**
 * Hears the lines of a saved log.
 *
 * <p>It hears every line that its sieve lets through, every one that holds control sequences, and
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

  /**
   * What the lines must hold to be told; null: all lines are. Asked again after each line, may
   * change.
   */
  @Nullable LineSieve sieve();
}
