package dev.bootwitness.console.expect;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Finds the next place where any of several literals stands, in one pass over the bytes.
 *
 * <p>Most positions are passed over by a table of byte pairs: of each literal its rarest stretch is
 * taken, and every second or third pair of the text is looked up, so that one of them falls into
 * that stretch wherever it begins (the idea of Wu and Manber, "A fast algorithm for multi-pattern
 * searching", 1994). Immutable once made.
 */
final class LiteralScan {

  private static final int MAX_STRIDE = 3;

  /** From the most to the least common in boot logs; what is not in it is rarer still. */
  private static final String COMMON = " e0taoinsrdl1c.mup2-_fhg3b45679v8yk:w/=[],";

  private static final int BUCKETS = 1024;

  private final byte[][] literals;
  private final boolean[] anyCase;
  private final int[] windows;
  private final int stride;
  private final long[] pairs = new long[1024];

  /** Entries of a pair: the bucket's first one, each one's next (0: none), counted from 1. */
  private final int[] first = new int[BUCKETS];

  private int[] next = new int[64];
  private int[] entryPair = new int[64];

  /** Literal times stride plus the pair's place in the literal's stretch. */
  private int[] entryKey = new int[64];

  private int entries;

  /** A scan for {@code texts}. */
  LiteralScan(List<RequiredLiteral.Text> texts) {
    int n = texts.size();
    this.literals = new byte[n][];
    this.anyCase = new boolean[n];
    this.windows = new int[n];
    int shortest = texts.stream().mapToInt(t -> t.text().length()).min().orElse(2);
    this.stride = Math.clamp(shortest - 1, 1, MAX_STRIDE);
    for (int l = 0; l < n; l++) {
      RequiredLiteral.Text text = texts.get(l);
      anyCase[l] = text.anyCase();
      String folded = anyCase[l] ? text.text().toLowerCase(Locale.ROOT) : text.text();
      literals[l] = folded.getBytes(StandardCharsets.US_ASCII);
      windows[l] = rarestWindow(literals[l]);
      for (int o = 0; o < stride; o++) {
        addPairs(l, o);
      }
    }
  }

  private void addPairs(int l, int o) {
    byte a = literals[l][windows[l] + o];
    byte b = literals[l][windows[l] + o + 1];
    add(pair(a, b), l * stride + o);
    if (anyCase[l]) {
      byte upperA = upper(a);
      byte upperB = upper(b);
      if (upperA != a) {
        add(pair(upperA, b), l * stride + o);
      }
      if (upperB != b) {
        add(pair(a, upperB), l * stride + o);
      }
      if (upperA != a && upperB != b) {
        add(pair(upperA, upperB), l * stride + o);
      }
    }
  }

  private void add(int pair, int key) {
    entries++;
    if (entries == next.length) {
      next = Arrays.copyOf(next, 2 * entries);
      entryPair = Arrays.copyOf(entryPair, 2 * entries);
      entryKey = Arrays.copyOf(entryKey, 2 * entries);
    }
    pairs[pair >>> 6] |= 1L << pair;
    next[entries] = first[bucket(pair)];
    entryPair[entries] = pair;
    entryKey[entries] = key;
    first[bucket(pair)] = entries;
  }

  private static int bucket(int pair) {
    return (pair ^ pair >>> 5) & (BUCKETS - 1);
  }

  private static byte upper(byte b) {
    return b >= 'a' && b <= 'z' ? (byte) (b - 0x20) : b;
  }

  private static byte lower(byte b) {
    return b >= 'A' && b <= 'Z' ? (byte) (b + 0x20) : b;
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

  private static int pair(byte first, byte second) {
    return (first & 0xff) << 8 | (second & 0xff);
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
    for (int entry = first[bucket(pair)]; entry != 0; entry = next[entry]) {
      if (entryPair[entry] == pair) {
        int l = entryKey[entry] / stride;
        int start = i - windows[l] - entryKey[entry] % stride;
        if (start >= from
            && start + literals[l].length <= to
            && stands(l, data, start)
            && !sink.found(l, start)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean stands(int l, byte[] data, int at) {
    byte[] literal = literals[l];
    for (int j = 0; j < literal.length; j++) {
      byte b = anyCase[l] ? lower(data[at + j]) : data[at + j];
      if (b != literal[j]) {
        return false;
      }
    }
    return true;
  }
}
