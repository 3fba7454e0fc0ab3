package dev.bootwitness.console;

/**
 * What the terminal of a guest returns for a bare Enter key. The guest's kernel echoes it even
 * where nobody reads the terminal (termios(3), ECHO and ICRNL), so it is no sign that the guest
 * does anything. Not thread-safe.
 */
final class EnterEcho {
  /** Enter keys whose echo has not arrived. A guest that was hung up returns them all at once. */
  private static final int MOST = 64;

  private int due;

  /** Notes what is typed. */
  void typed(byte[] bytes) {
    boolean enter = bytes.length == 1 && bytes[0] == '\r';
    due = enter ? Math.min(due + 1, MOST) : 0;
  }

  /** Whether {@code bytes[0..length)} are nothing but the echo of Enter keys. */
  boolean isAll(byte[] bytes, int length) {
    int lines = 0;
    for (int i = 0; i < length; i++) {
      if (bytes[i] == '\n') {
        lines++;
      } else if (bytes[i] != '\r') {
        due = 0;
        return false;
      }
    }
    boolean echo = due > 0 && lines <= due;
    due = Math.max(0, due - lines);
    return echo;
  }
}
