package dev.bootwitness.console.terminal;

/**
 * A screen that is drawn only when somebody looks.
 *
 * <p>Bytes wait until the screen is asked for; then they are parsed, once. When more than {@value
 * #KEPT} bytes wait, the older half is given up unseen: a flood of which nobody wants to see the
 * screen costs a copy and no parsing. After that the screen is right again as soon as the guest has
 * drawn every row anew, as scrolling does and every full-screen program; modes and margins that
 * were set in the part given up are missed. Not thread-safe.
 */
final class LazyScreen {

  /** Bytes that wait at most: some thousand lines. */
  static final int KEPT = 256 * 1024;

  /** CAN, which ends whatever sequence the parser is in, and a fresh line. */
  private static final byte[] FRESH_LINE = {0x18, '\r', '\n'};

  private final Screen screen;
  private final VtParser parser;
  private byte[] waiting = new byte[KEPT / 16];
  private int head;
  private int tail;

  /** Offset, in all that was ever appended, of the byte at {@code head}. */
  private long offsetOfHead;

  LazyScreen(int columns, int rows) {
    this.screen = new Screen(columns, rows);
    this.parser = new VtParser(screen);
  }

  int columns() {
    return screen.columns();
  }

  int rows() {
    return screen.rows();
  }

  void append(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to) {
      if (tail == waiting.length) {
        makeRoom();
      }
      int n = Math.min(to - i, waiting.length - tail);
      System.arraycopy(bytes, i, waiting, tail, n);
      tail += n;
      i += n;
    }
  }

  /** The screen as it is after everything appended. */
  Screen now() {
    return at(Long.MAX_VALUE);
  }

  /** The screen as it is before the byte at {@code offset}, or later if it was looked at later. */
  Screen at(long offset) {
    int n = Math.clamp(offset - offsetOfHead, 0, tail - head);
    parser.feed(waiting, head, head + n);
    skip(n);
    return screen;
  }

  private void makeRoom() {
    byte[] room = waiting;
    if (head < waiting.length / 2) {
      if (waiting.length < KEPT) {
        room = new byte[2 * waiting.length];
      } else {
        giveUp();
      }
    }
    System.arraycopy(waiting, head, room, 0, tail - head);
    waiting = room;
    tail -= head;
    head = 0;
  }

  /** Drops the older half, and more up to a line's end: the cut must not split a sequence. */
  private void giveUp() {
    int cut = KEPT / 2;
    while (cut < tail && waiting[cut - 1] != '\n') {
      cut++;
    }
    skip(cut - head);
    parser.feed(FRESH_LINE, 0, FRESH_LINE.length);
  }

  private void skip(int n) {
    head += n;
    offsetOfHead += n;
  }
}
