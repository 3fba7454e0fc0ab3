package dev.bootwitness.console.terminal;

/**
 * A screen that is drawn only on demand.
 *
 * <p>Bytes wait until the screen is requested; then they are parsed, once. When more than {@value
 * #KEPT} bytes wait, the older half is discarded unparsed: a flood whose screen nobody requests
 * costs a copy and no parsing. After that, the screen is correct again as soon as the guest has
 * redrawn every row, as scrolling and every full-screen program do; modes and margins set in the
 * discarded part are missed. Not thread-safe.
 */
final class LazyScreen {

  /** The most bytes that wait: some thousand lines. */
  static final int KEPT = 256 * 1024;

  /** CAN, which ends whatever sequence the parser is in, and a fresh line. */
  private static final byte[] FRESH_LINE = {0x18, '\r', '\n'};

  private final Screen screen;
  private final VtParser parser;
  private byte[] waiting = new byte[KEPT / 16];
  private int head;
  private int tail;

  /** Offset of the byte at {@code head} in all bytes ever appended. */
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

  /** The screen as it is before the byte at {@code offset}, or later if it was drawn later. */
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

  /** Drops the older half, and more up to the end of a line: the cut must not split a sequence. */
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
