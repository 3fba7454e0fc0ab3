package dev.bootwitness.console;

/**
 * Sees everything a console does, in order.
 *
 * <p>{@code received}, {@code line} and {@code closed} come from the thread that reads the channel
 * (the console's own, or that of whoever waits in {@link Console#expect}; one at a time), {@code
 * sent} from the thread that writes; each before anybody who waits can act on it. A listener must
 * be quick; it may call {@link Console#giveUp}, and nothing else of the console.
 */
public interface ConsoleListener {

  /** Hears nothing. */
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

  /** The unfinished line changed; {@code text} is what stands there now, e.g. a prompt. */
  default void unfinishedLine(String text) {}

  /** Bytes are about to be written to the guest: what was typed, or a terminal's answer. */
  default void sent(byte[] bytes) {}

  /** The channel ended; nothing comes after. {@code reason} is empty for an orderly end. */
  default void closed(String reason) {}
}
