package dev.bootwitness.console.terminal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The decoded text of a console as one growing stream; the newest part is kept.
 *
 * <p>UTF-8 bytes, lines ended by {@code \n}. Positions count bytes of this stream since the console
 * began and never change; text older than the kept part is gone. Control sequences are not in it; a
 * carriage return, backspace or cursor movement that moved the cursor is (see {@link
 * TerminalText}). Memory is bounded. Not thread-safe: its console guards it.
 */
public final class TextFlow {

  /** At least this many newest bytes are always kept. */
  public static final int KEPT = 256 * 1024;

  /** How many bytes back the beginning of a line is looked for. */
  private static final int MAX_LINE = 4096;

  /**
   * The number of text runs whose raw offset is remembered; older positions return the oldest one.
   */
  private static final int RUNS = 8192;

  private static final int MOST = 4 * KEPT;

  /** A short console, such as one of ten thousand saved logs, needs no more. */
  private static final int AT_FIRST = 16 * 1024;

  private byte[] data = new byte[AT_FIRST];
  private int length;
  private long dropped;

  private long[] runPosition = new long[RUNS / 32];
  private long[] runOffset = new long[RUNS / 32];
  private long runCount;
  private long expectedOffset = -1;

  TextFlow() {}

  /** Position after the last byte: the total amount of text so far. */
  public long end() {
    return dropped + length;
  }

  /** Position of the oldest byte still kept. */
  public long start() {
    return dropped;
  }

  /** Appends text that is unchanged from the raw stream. */
  void append(byte[] bytes, int from, int to, long rawOffset) {
    noteRun(rawOffset, to - from);
    int i = from;
    while (i < to) {
      int n = Math.min(to - i, KEPT);
      room(n);
      System.arraycopy(bytes, i, data, length, n);
      length += n;
      i += n;
    }
  }

  /** Appends a character; a control function represented by one may have had no byte of its own. */
  void append(int codePoint, int rawLength, long rawOffset) {
    if (codePoint < 0x80) {
      noteRun(rawOffset, rawLength);
      room(1);
      data[length++] = (byte) codePoint;
    } else {
      byte[] utf8 = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
      append(utf8, 0, utf8.length, rawOffset);
    }
  }

  private void noteRun(long rawOffset, int rawLength) {
    if (rawOffset != expectedOffset) {
      if (runCount == runPosition.length && runCount < RUNS) {
        runPosition = Arrays.copyOf(runPosition, 2 * runPosition.length);
        runOffset = Arrays.copyOf(runOffset, runPosition.length);
      }
      int slot = (int) (runCount % RUNS);
      runPosition[slot] = end();
      runOffset[slot] = rawOffset;
      runCount++;
    }
    expectedOffset = rawOffset + rawLength;
  }

  private void room(int n) {
    if (length + n > data.length && data.length < MOST) {
      data = Arrays.copyOf(data, Math.min(MOST, Math.max(2 * data.length, length + n)));
    }
    if (length + n > data.length) {
      int gone = length - KEPT;
      System.arraycopy(data, gone, data, 0, KEPT);
      dropped += gone;
      length = KEPT;
    }
  }

  /** The array that holds the kept text from index 0; only lent, valid until the next append. */
  public byte[] array() {
    return data;
  }

  /** Index in {@link #array()} of a position, clamped to what is kept. */
  public int index(long position) {
    return Math.clamp(position - dropped, 0, length);
  }

  /** The text between two positions, as far as it is kept. */
  public String text(long from, long to) {
    int start = index(from);
    int end = Math.max(start, index(to));
    return new String(data, start, end - start, StandardCharsets.UTF_8);
  }

  /** Position of the beginning of the line that contains a position, as far as it is kept. */
  public long lineStart(long position) {
    int i = index(position);
    while (i > 0 && data[i - 1] != '\n' && i > index(position) - MAX_LINE) {
      i--;
    }
    return dropped + i;
  }

  /** The end of the line that contains a position: its line feed, or the end of the search. */
  public long lineEnd(long position) {
    int i = index(position);
    int limit = Math.min(length, i + MAX_LINE);
    while (i < limit && data[i] != '\n') {
      i++;
    }
    return dropped + i;
  }

  /** Offset in the raw byte stream of the byte at a position of this text. */
  public long rawOffset(long position) {
    long oldest = Math.max(0, runCount - RUNS);
    long low = oldest;
    long high = runCount - 1;
    while (low < high) {
      long middle = (low + high + 1) >>> 1;
      if (runPosition[(int) (middle % RUNS)] <= position) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    if (runCount == 0) {
      return 0;
    }
    int slot = (int) (low % RUNS);
    return runOffset[slot] + Math.max(0, position - runPosition[slot]);
  }
}
