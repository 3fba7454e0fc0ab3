package dev.bootwitness.console.attach;

import java.util.Arrays;

/** The newest bytes of a console, from the beginning of a line. Not thread-safe. */
final class RecentOutput {

  private final byte[] ring;
  private long total;

  RecentOutput(int capacity) {
    this.ring = new byte[capacity];
  }

  void add(byte[] bytes, int length) {
    for (int i = Math.max(0, length - ring.length); i < length; i++) {
      ring[(int) ((total + i) % ring.length)] = bytes[i];
    }
    total += length;
  }

  /**
   * The kept output. If older bytes are gone, it begins after the first line feed, so never inside
   * a character or control sequence; when no line feed is kept, it begins anywhere.
   */
  byte[] bytes() {
    int kept = (int) Math.min(total, ring.length);
    byte[] bytes = new byte[kept];
    for (int i = 0; i < kept; i++) {
      bytes[i] = ring[(int) ((total - kept + i) % ring.length)];
    }
    int from = 0;
    if (total > kept) {
      while (from < kept && bytes[from] != '\n') {
        from++;
      }
      from = from == kept ? 0 : from + 1;
    }
    return Arrays.copyOfRange(bytes, from, kept);
  }
}
