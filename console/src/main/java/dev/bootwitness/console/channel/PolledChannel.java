package dev.bootwitness.console.channel;

import java.io.IOException;

/**
 * A channel whose reads can be limited in time and cancelled, so that the threads that use it can
 * take turns reading.
 */
public interface PolledChannel extends ConsoleChannel {

  /**
   * Waits for bytes, at most {@code nanos} (0: not at all). Ends early after {@link #wake} and when
   * the thread is interrupted; the interrupt flag stays set.
   *
   * @return how many were put into {@code buffer}, 0 if none, or -1 at the end of the stream
   */
  int read(byte[] buffer, long nanos) throws IOException;

  /** Ends the present limited read, or else the next one. May be called from any thread. */
  void wake();
}
