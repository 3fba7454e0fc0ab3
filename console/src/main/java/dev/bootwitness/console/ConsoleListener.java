package dev.bootwitness.console;

/**
 * Observes everything a console does, in order.
 *
 * <p>{@code received}, {@code line} and {@code closed} come from the thread that reads the channel
 * (the console's own, or the one waiting in {@link Console#expect}; one at a time), {@code sent}
 * from the thread that writes. Each call comes before a waiting thread can act on its content. A
 * listener must be quick; it may call {@link Console#giveUp}, but no other method of the console.
 */
public interface ConsoleListener {

  /** A listener that ignores everything. */
  ConsoleListener NONE = new ConsoleListener() {};

  /**
   * Bytes came from the guest.
   *
   * @param bytes only lent; {@code bytes[0..length)} count
   * @param offset of the first of them since the console began
   */
  default void received(byte[] bytes, int length, long offset) {}

  /**
   * The guest completed a line.
   *
   * @param number from 1
   * @param offset of its first byte
   * @param text as a terminal would show it
   */
  default void line(long number, long offset, String text) {}

  /** The unfinished line changed; {@code text} is its present content, e.g. a prompt. */
  default void unfinishedLine(String text) {}

  /** Bytes are about to be written to the guest: what was typed, or a terminal's answer. */
  default void sent(byte[] bytes) {}

  /** The channel ended; nothing follows. {@code reason} is empty for an orderly end. */
  default void closed(String reason) {}
}
