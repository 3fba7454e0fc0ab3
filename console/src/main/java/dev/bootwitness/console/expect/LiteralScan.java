package dev.bootwitness.console.expect;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Finds every occurrence of several literals in one pass over the bytes.
 *
 * <p>For each literal it uses the rarest window, of five bytes if no literal is shorter. At every
 * third byte of the text, a piece of two or three bytes is looked up in a table of the windows'
 * pieces, so that one lookup falls into a window wherever the window begins (the idea of Wu and
 * Manber, "A fast algorithm for multi-pattern searching", 1994); only after a hit is the whole
 * window looked up, and only after that the literal compared. Immutable once made.
 */
final class LiteralScan {

  private static final int MAX_STRIDE = 3;

  /** How often a pair of bytes occurs in console output, according to a sample. */
  private static final float[] FREQUENCY =
      frequencies(
          """
          [    0.480135] pci 0000:00:02.0: BAR 0: assigned [mem 0xfeb40000-0xfeb40fff 64bit pref]
          [    0.512206] Memory: 2010328K/2096600K available (14336K kernel code, 2345K rwdata, 9012K rodata)
          [    1.234567] usb 1-1: new high-speed USB device number 2 using xhci_hcd
          [    1.310927] input: AT Translated Set 2 keyboard as /devices/platform/i8042/serio0/input/input1
          [    2.345678] EXT4-fs (vda1): mounted filesystem with ordered data mode. Quota mode: none.
          [    3.456789] systemd[1]: Started systemd-journald.service - Journal Service.
          [    4.135790] IPv6: ADDRCONF(NETDEV_CHANGE): eth0: link becomes ready
          [   13.579246] audit: type=1130 audit(1764159600.123:45): pid=1 uid=0 auid=4294967295 ses=4294967295 \
          msg='unit=sshd comm="systemd" exe="/usr/lib/systemd/systemd" hostname=? addr=? terminal=? res=success'
          [  OK  ] Reached target local-fs.target - Local File Systems.
                   Starting systemd-random-seed.service - Load/Save Random Seed...
          2026-11-25T10:00:00.123Z app[812]: request 17 from 10.0.2.15 was served in 23 ms, cache hit
          Nov 25 10:00:00 host CRON[4711]: pam_unix(cron:session): session opened for user root by (uid=0)
          Get:1 http://deb.debian.org/debian bookworm/main amd64 Packages [8,792 kB]
          """);

  private static final int HASH = 0x9E37_79B1;

  private final byte[][] literals;
  private final boolean[] anyCase;

  /** The offset in a literal at which its window begins. */
  private final int[] windows;

  private final int stride;

  /**
   * The size of a piece: three bytes where the literals are long enough, since few such pieces are
   * common.
   */
  private final int piece;

  /** The size of a window in bytes. */
  private final int width;

  /** For each piece, by its hash, as bits: the offsets it may have in a window. */
  private final byte[] offsets = new byte[1 << 16];

  /** The windows by their hash, with open addressing, and the first entry of each; 0: free. */
  private final int[] words;

  private final int[] heads;
  private final int shift;

  /** Entries of a window, counted from 1: the literal, and the next one. */
  private int[] entryLiteral = new int[64];

  private int[] next = new int[64];
  private int entries;

  /** A scan for {@code texts}. */
  LiteralScan(List<RequiredLiteral.Text> texts) {
    int n = texts.size();
    this.literals = new byte[n][];
    this.anyCase = new boolean[n];
    this.windows = new int[n];
    int shortest = texts.stream().mapToInt(t -> t.text().length()).min().orElse(2);
    this.piece = shortest > MAX_STRIDE + 1 ? 3 : 2;
    this.stride = Math.clamp(shortest - piece + 1, 1, MAX_STRIDE);
    this.width = stride + piece - 1;
    // Each letter of a window may be of either case.
    int most = texts.stream().mapToInt(t -> t.anyCase() ? 1 << width : 1).sum();
    int bits = 32 - Integer.numberOfLeadingZeros(4 * most + 1);
    this.words = new int[1 << bits];
    this.heads = new int[1 << bits];
    this.shift = 32 - bits;
    for (int l = 0; l < n; l++) {
      RequiredLiteral.Text text = texts.get(l);
      anyCase[l] = text.anyCase();
      String folded = anyCase[l] ? text.text().toLowerCase(Locale.ROOT) : text.text();
      literals[l] = folded.getBytes(StandardCharsets.US_ASCII);
      windows[l] = rarestWindow(literals[l]);
      byte[] window = Arrays.copyOfRange(literals[l], windows[l], windows[l] + width);
      addCases(l, window, 0);
    }
  }

  private void addCases(int l, byte[] window, int from) {
    if (from == window.length) {
      add(l, window);
      return;
    }
    addCases(l, window, from + 1);
    byte upper = upper(window[from]);
    if (anyCase[l] && upper != window[from]) {
      byte[] other = window.clone();
      other[from] = upper;
      addCases(l, other, from + 1);
    }
  }

  private void add(int l, byte[] window) {
    for (int o = 0; o < stride; o++) {
      int at =
          piece == 2
              ? pair(window[o], window[o + 1])
              : triple(window[o], window[o + 1], window[o + 2]);
      offsets[at] |= (byte) (1 << o);
    }
    entries++;
    if (entries == next.length) {
      next = Arrays.copyOf(next, 2 * entries);
      entryLiteral = Arrays.copyOf(entryLiteral, 2 * entries);
    }
    int slot = slot(word(window, 0));
    words[slot] = word(window, 0);
    entryLiteral[entries] = l;
    next[entries] = heads[slot];
    heads[slot] = entries;
  }

  /** The slot of the window in the table, present or future. */
  private int slot(int word) {
    int slot = (word * HASH) >>> shift;
    while (heads[slot] != 0 && words[slot] != word) {
      slot = (slot + 1) & (words.length - 1);
    }
    return slot;
  }

  /** The bytes of a window as a number. */
  private int word(byte[] data, int at) {
    int word = 0;
    for (int i = 0; i < width; i++) {
      // The first of five bytes may be dropped: candidates are compared completely afterwards.
      word = (word << 8) | (data[at + i] & 0xff);
    }
    return word;
  }

  private static byte upper(byte b) {
    return b >= 'a' && b <= 'z' ? (byte) (b - 0x20) : b;
  }

  private static byte lower(byte b) {
    return b >= 'A' && b <= 'Z' ? (byte) (b + 0x20) : b;
  }

  private int rarestWindow(byte[] literal) {
    int best = 0;
    float bestScore = Float.MAX_VALUE;
    for (int start = 0; start + width <= literal.length; start++) {
      float score = 0;
      for (int i = start; i < start + stride; i++) {
        float first = FREQUENCY[pair(literal[i], literal[i + 1])];
        score +=
            piece == 2 ? first : Math.min(first, FREQUENCY[pair(literal[i + 1], literal[i + 2])]);
      }
      if (score < bestScore) {
        bestScore = score;
        best = start;
      }
    }
    return best;
  }

  private static float[] frequencies(String sample) {
    byte[] text = sample.getBytes(StandardCharsets.US_ASCII);
    var single = new float[1 << 8];
    for (byte b : text) {
      single[b & 0xff] += 1;
    }
    var pairs = new float[1 << 16];
    for (int p = 0; p < pairs.length; p++) {
      // A pair that is not in the sample is still more likely the more common its bytes are.
      pairs[p] = (single[p >>> 8] + 0.1f) * (single[p & 0xff] + 0.1f) / text.length / 4;
    }
    for (int i = 0; i + 1 < text.length; i++) {
      pairs[pair(text[i], text[i + 1])] += 1;
    }
    return pairs;
  }

  private static int triple(byte first, byte second, byte third) {
    return ((first & 0x7f) << 9) ^ ((second & 0x7f) << 5) ^ (third & 0xff);
  }

  private static int pair(byte first, byte second) {
    return (first & 0xff) << 8 | (second & 0xff);
  }

  /** Receives the literals found, in the order of the pairs that revealed them. */
  @FunctionalInterface
  interface Sink {
    /**
     * Literal number {@code literal} is at {@code at}.
     *
     * @return whether to go on
     */
    boolean found(int literal, int at);
  }

  /**
   * Reports to {@code sink} every place in {@code data[from..to)} where a complete literal occurs.
   */
  void scan(byte[] data, int from, int to, Sink sink) {
    if (piece == 2) {
      scanByPairs(data, from, to, sink);
      return;
    }
    byte[] table = offsets;
    int step = stride;
    for (int i = from; i + 2 < to; i += step) {
      int where = table[triple(data[i], data[i + 1], data[i + 2])];
      if (where != 0 && !verify(where, data, i, from, to, sink)) {
        return;
      }
    }
  }

  private void scanByPairs(byte[] data, int from, int to, Sink sink) {
    byte[] table = offsets;
    int step = stride;
    for (int i = from; i + 1 < to; i += step) {
      int where = table[pair(data[i], data[i + 1])];
      if (where != 0 && !verify(where, data, i, from, to, sink)) {
        return;
      }
    }
  }

  private boolean verify(int where, byte[] data, int i, int from, int to, Sink sink) {
    for (int o = 0; o < stride; o++) {
      int at = i - o;
      if ((where & (1 << o)) != 0 && at >= from && at + width <= to) {
        int entry = heads[slot(word(data, at))];
        if (entry != 0 && !literals(entry, data, at, from, to, sink)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean literals(int first, byte[] data, int at, int from, int to, Sink sink) {
    for (int entry = first; entry != 0; entry = next[entry]) {
      int l = entryLiteral[entry];
      int start = at - windows[l];
      if (start >= from
          && start + literals[l].length <= to
          && stands(l, data, start)
          && !sink.found(l, start)) {
        return false;
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
