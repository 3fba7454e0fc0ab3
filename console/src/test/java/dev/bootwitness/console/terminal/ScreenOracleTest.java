package dev.bootwitness.console.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A screen shows what xterm.js shows, except for each {@link KnownDifference}. */
class ScreenOracleTest {

  private static final int CASES = Integer.getInteger("screen.cases", 4000);

  private static @Nullable XtermOracle started;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    try {
      started = XtermOracle.start();
    } catch (XtermOracle.Unavailable e) {
      abort("no xterm.js to compare with: " + e.getMessage());
    }
  }

  @AfterAll
  static void stop() {
    if (started != null) {
      started.close();
    }
  }

  private static XtermOracle oracle() {
    if (started == null) {
      throw new AssertionError("not started");
    }
    return started;
  }

  static java.util.stream.Stream<byte[]> screens() {
    return ScreenSamples.all().stream();
  }

  @ParameterizedTest
  @MethodSource("screens")
  void whatConsolesSendLooksTheSame(byte[] bytes) {
    for (int columns : new int[] {80, 100, 20}) {
      assertThat(Shown.of(columns, 25, bytes)).isEqualTo(expected(columns, 25, bytes));
    }
  }

  @Test
  void randomMixturesLookTheSame() {
    long seed = Long.getLong("screen.seed", new SplittableRandom().nextLong());
    SplittableRandom random = new SplittableRandom(seed);
    int compared = 0;
    for (int i = 0; i < CASES; i++) {
      int columns = random.nextInt(2, 14);
      int rows = random.nextInt(1, 7);
      byte[] bytes = TerminalBytes.mixture(random, 24);
      if (KnownDifference.in(bytes, columns).isEmpty()) {
        compared++;
        if (!same(columns, rows, bytes)) {
          byte[] smallest = shrink(columns, rows, bytes);
          assertThat(Shown.of(columns, rows, smallest))
              .as("-Dscreen.seed=%d: %dx%d %s", seed, columns, rows, visible(smallest))
              .isEqualTo(expected(columns, rows, smallest));
        }
      }
    }
    assertThat(compared)
        .as("seed %d: cases without a known difference", seed)
        .isGreaterThan(CASES / 4);
  }

  private static Shown expected(int columns, int rows, byte[] bytes) {
    return oracle().show(columns, rows, bytes).within(columns);
  }

  private static boolean same(int columns, int rows, byte[] bytes) {
    return Shown.of(columns, rows, bytes).equals(expected(columns, rows, bytes));
  }

  /** Leaves out what does not matter to a difference. */
  private static byte[] shrink(int columns, int rows, byte[] bytes) {
    byte[] smallest = bytes;
    for (int size = smallest.length / 2; size > 0; size = size > 1 ? size / 2 : 0) {
      for (int at = 0; at + size <= smallest.length; ) {
        byte[] without = Arrays.copyOf(smallest, smallest.length - size);
        System.arraycopy(smallest, at + size, without, at, without.length - at);
        if (KnownDifference.in(without, columns).isEmpty() && !same(columns, rows, without)) {
          smallest = without;
        } else {
          at++;
        }
      }
    }
    return smallest;
  }

  private static String visible(byte[] bytes) {
    StringBuilder out = new StringBuilder();
    for (char c : new String(bytes, StandardCharsets.ISO_8859_1).toCharArray()) {
      out.append(c >= 0x20 && c < 0x7f ? String.valueOf(c) : String.format("\\x%02x", (int) c));
    }
    return out.toString();
  }
}
