package dev.bootwitness.diagnosis.log;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a console log with its reportable lines: those that a filter passes and those with
 * control characters.
 *
 * <p>Made on any thread, read on one.
 */
final class Block {
  static final int SIZE = 1 << 20;

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long EACH_SPACE = 0x2020_2020_2020_2020L;
  private static final long EACH_TOP = 0x8080_8080_8080_8080L;

  private static final int EXPRESSION_BITS = 16;
  private static final int EXPRESSIONS = (1 << EXPRESSION_BITS) - 1;

  final byte[] data;

  /** Offset of its first byte in the file. */
  final long offset;

  /** Its bytes: whole lines, unless it is a part of a line that is longer than a block. */
  final int length;

  /** Whether the file ends with it. */
  boolean last;

  /** The filter it was scanned with; null before the scan. */
  @Nullable LineFilter filter;

  /** Line feeds in it. */
  int lines;

  /** The reportable lines: where each begins and ends, and the number of line feeds before it. */
  int spans;

  int[] starts = new int[64];
  int[] ends = new int[64];
  int[] numbers = new int[64];
  boolean[] styled = new boolean[64];

  /** Where the filter's sieve found something: the place above, the expression in the low bits. */
  private long[] places = new long[64];

  private int placeCount;

  Block(byte[] data, int length, long offset) {
    this.data = data;
    this.length = length;
    this.offset = offset;
  }

  /**
   * Finds the lines; afterwards the block does not change.
   *
   * @param prefix the text before each line that is not the console's
   */
  Block scan(LineFilter with, LinePrefix prefix) {
    filter = with;
    spans = 0;
    lines = 0;
    placeCount = 0;
    with.sieve().places(data, 0, length, this::place);
    Arrays.sort(places, 0, placeCount);
    walk(with, prefix);
    return this;
  }

  private void place(int expression, int at) {
    if (placeCount == places.length) {
      places = Arrays.copyOf(places, 2 * placeCount);
    }
    places[placeCount++] = ((long) at << EXPRESSION_BITS) | expression;
  }

  private int at(int place) {
    return (int) (places[place] >>> EXPRESSION_BITS);
  }

  /**
   * Eight bytes at a time: only groups that contain a control character are examined byte by byte.
   */
  private void walk(LineFilter with, LinePrefix prefix) {
    int lineStart = 0;
    int nextPlace = 0;
    boolean control = false;
    int i = 0;
    while (i < length) {
      if (i + 8 <= length) {
        long word = (long) WORDS.get(data, i);
        if (((word - EACH_SPACE) & ~word & EACH_TOP) == 0) {
          i += 8;
          continue;
        }
      }
      int stop = Math.min(i + 8, length);
      for (; i < stop; i++) {
        byte b = data[i];
        if (b == '\n') {
          int from = nextPlace;
          while (nextPlace < placeCount && at(nextPlace) < i) {
            nextPlace++;
          }
          if (control || (from < nextPlace && tells(from, nextPlace, lineStart, i, with, prefix))) {
            span(lineStart, i + 1, control);
          }
          lines++;
          lineStart = i + 1;
          control = false;
        } else if (b >= 0 && b < 0x20) {
          control |= isStyle(b, i);
        }
      }
    }
    if (lineStart < length) {
      span(lineStart, length, true);
    }
  }

  private boolean tells(int from, int to, int start, int end, LineFilter with, LinePrefix prefix) {
    int text = start + prefix.length(data, start, end);
    String line = new String(data, text, end - text, StandardCharsets.UTF_8);
    for (int i = from; i < to; i++) {
      if (with.tells((int) places[i] & EXPRESSIONS, line)) {
        return true;
      }
    }
    return false;
  }

  /** Carriage returns before a line feed and tabs need no terminal. */
  private boolean isStyle(byte b, int at) {
    if (b == '\r') {
      return at + 1 >= length || (data[at + 1] != '\r' && data[at + 1] != '\n');
    }
    return b != '\t';
  }

  /** Whether {@code data[from..to)} contains anything that only a terminal understands. */
  boolean hasStyle(int from, int to) {
    for (int i = from; i < to; i++) {
      byte b = data[i];
      if (b >= 0 && b < 0x20 && b != '\n' && isStyle(b, i)) {
        return true;
      }
    }
    return false;
  }

  private void span(int start, int end, boolean style) {
    if (spans == starts.length) {
      starts = Arrays.copyOf(starts, 2 * spans);
      ends = Arrays.copyOf(ends, 2 * spans);
      numbers = Arrays.copyOf(numbers, 2 * spans);
      styled = Arrays.copyOf(styled, 2 * spans);
    }
    starts[spans] = start;
    ends[spans] = end;
    numbers[spans] = lines;
    styled[spans++] = style;
  }
}
