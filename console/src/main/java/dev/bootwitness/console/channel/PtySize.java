package dev.bootwitness.console.channel;

/** The size that a pseudo-terminal reports to its programs, in character cells. */
public record PtySize(int columns, int rows) {

  /** The size of a VT100, which programs assume when a terminal reports none. */
  public static final PtySize VT100 = new PtySize(80, 24);

  /** Largest value of {@code struct winsize} (ioctl_tty(2)): an unsigned short. */
  private static final int MAX = 0xffff;

  public PtySize {
    if (columns < 1 || columns > MAX || rows < 1 || rows > MAX) {
      throw new IllegalArgumentException(
          "a terminal of %d columns and %d rows; allowed: 1 to %d each"
              .formatted(columns, rows, MAX));
    }
  }
}
