package dev.bootwitness.console.expect;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Finds the next place where any of several literals stands, in one pass over the bytes.
 *
 * <p>Most positions are passed over by a table of byte pairs: of each literal its rarest stretch is
 * taken, and every second or third pair of the text is looked up, so that one of them falls into
 * that stretch wherever it begins (the idea of Wu and Manber, "A fast algorithm for multi-pattern
 * searching", 1994). Immutable.
 */
final class LiteralScan {

  private static final int MAX_STRIDE = 3;

  /** From the most to the least common in boot logs; what is not in it is rarer still. */
  private static final String COMMON = " e0taoinsrdl1c.mup2-_fhg3b45679v8yk:w/=[],";

  private final byte[][] literals;
  private final int[] windows;
  private final int stride;
  private final int longest;
  private final long[] pairs = new long[1024];

  /**
   * For literal {@code l} and offset {@code o} into its stretch, the pair at {@code l*stride+o}.
   */
  private final int[] keys;

  /** A scan for {@code texts}, ASCII, each of two characters at least. */
  LiteralScan(List<String> texts) {
    this.literals =
        texts.stream().map(t -> t.getBytes(StandardCharsets.US_ASCII)).toArray(byte[][]::new);
    int shortest = texts.stream().mapToInt(String::length).min().orElse(2);
    this.longest = texts.stream().mapToInt(String::length).max().orElse(0);
    this.stride = Math.clamp(shortest - 1, 1, MAX_STRIDE);
    this.windows = new int[literals.length];
    this.keys = new int[literals.length * stride];
    for (int l = 0; l < literals.length; l++) {
      windows[l] = rarestWindow(literals[l]);
      for (int o = 0; o < stride; o++) {
        int pair = pair(literals[l], windows[l] + o);
        pairs[pair >>> 6] |= 1L << pair;
        keys[l * stride + o] = pair;
      }
    }
  }

  /** Bytes of the longest literal. */
  int longest() {
    return longest;
  }

  private int rarestWindow(byte[] literal) {
    int best = 0;
    int bestScore = Integer.MAX_VALUE;
    for (int start = 0; start + stride < literal.length; start++) {
      int score = 0;
      for (int i = start; i <= start + stride; i++) {
        int rank = COMMON.indexOf(literal[i]);
        score += rank < 0 ? 0 : COMMON.length() - rank;
      }
      if (score < bestScore) {
        bestScore = score;
        best = start;
      }
    }
    return best;
  }

  private static int pair(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
  }

  /** Hears of the literals found, in the order of the pairs that gave them away. */
  @FunctionalInterface
  interface Sink {
    /**
     * Literal number {@code literal} stands at {@code at}.
     *
     * @return whether to go on
     */
    boolean found(int literal, int at);
  }

  /** Tells {@code sink} every place in {@code data[from..to)} where a literal stands whole. */
  void scan(byte[] data, int from, int to, Sink sink) {
    long[] table = pairs;
    int step = stride;
    for (int i = from; i + 1 < to; i += step) {
      int pair = (data[i] & 0xff) << 8 | (data[i + 1] & 0xff);
      if ((table[pair >>> 6] & 1L << pair) != 0 && !verify(pair, data, i, from, to, sink)) {
        return;
      }
    }
  }

  private boolean verify(int pair, byte[] data, int i, int from, int to, Sink sink) {
    for (int k = 0; k < keys.length; k++) {
      if (keys[k] == pair) {
        int l = k / stride;
        int start = i - windows[l] - k % stride;
        if (start >= from
            && start + literals[l].length <= to
            && stands(literals[l], data, start)
            && !sink.found(l, start)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean stands(byte[] literal, byte[] data, int at) {
    for (int j = 0; j < literal.length; j++) {
      if (data[at + j] != literal[j]) {
        return false;
      }
    }
    return true;
  }
}
