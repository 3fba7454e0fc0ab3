package dev.bootwitness.console.channel;

import java.io.IOException;

/**
 * Carries bytes both ways between Bootwitness and a console.
 *
 * <p>One thread reads; any thread may write; {@link #close} may come from any thread and ends a
 * blocked read.
 */
public interface ConsoleChannel extends AutoCloseable {

  /**
   * Blocks until bytes are available.
   *
   * @return how many were put into {@code buffer}, at least 1, or -1 at the end of the stream
   */
  int read(byte[] buffer) throws IOException;

  /** Writes all of {@code bytes}, blocking while the other side does not take them. */
  void write(byte[] bytes) throws IOException;

  @Override
  void close();
}
