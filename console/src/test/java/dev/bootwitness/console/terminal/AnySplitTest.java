package dev.bootwitness.console.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** However the guest's bytes are cut into reads, the result is the same. */
class AnySplitTest {

  static Stream<byte[]> hazards() {
    return Hazards.all().stream();
  }

  @ParameterizedTest
  @MethodSource("hazards")
  void everyPairOfCutsGivesTheSame(byte[] bytes) {
    Decoded whole = Decoded.of(bytes);
    for (int first = 0; first <= bytes.length; first++) {
      for (int second = first; second <= bytes.length; second++) {
        assertThat(Decoded.of(bytes, first, second))
            .as("cut at %d and %d", first, second)
            .isEqualTo(whole);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("hazards")
  void byteByByteGivesTheSame(byte[] bytes) {
    assertThat(Decoded.of(bytes, IntStream.range(0, bytes.length).toArray()))
        .isEqualTo(Decoded.of(bytes));
  }

  @Test
  void randomMixturesCutAtRandomGiveTheSame() {
    long seed = new SplittableRandom().nextLong();
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 400; round++) {
      byte[] bytes = mixture(random);
      int[] cuts = random.ints(random.nextInt(1, 9), 0, bytes.length + 1).sorted().toArray();
      assertThat(Decoded.of(bytes, cuts))
          .as("seed %d, round %d, cuts %s", seed, round, IntStream.of(cuts).boxed().toList())
          .isEqualTo(Decoded.of(bytes));
    }
  }

  private static byte[] mixture(SplittableRandom random) {
    List<byte[]> hazards = Hazards.all();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < 6; i++) {
      byte[] hazard = hazards.get(random.nextInt(hazards.size()));
      int from = random.nextInt(hazard.length);
      out.write(hazard, from, random.nextInt(hazard.length - from) + 1);
      for (int noise = random.nextInt(4); noise > 0; noise--) {
        out.write(random.nextInt(256));
      }
    }
    return out.toByteArray();
  }
}
