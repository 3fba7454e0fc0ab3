package dev.bootwitness.engine.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScaleTest {

  private static final Scale EMULATION = new Scale(4, "emulation");

  @Test
  void aStretchedDeadlineSaysHowItCameAbout() {
    assertThat(EMULATION.of(Duration.ofSeconds(60))).isEqualTo(Duration.ofSeconds(240));
    assertThat(EMULATION.words(Duration.ofSeconds(60))).isEqualTo("60 s x 4.0 (emulation) = 240 s");
    assertThat(new Scale(4.5, "emulation").words(Duration.ofMillis(500)))
        .isEqualTo("0.5 s x 4.5 (emulation) = 2.3 s");
  }

  @Test
  void withoutAScaleItIsAsWritten() {
    assertThat(Scale.NONE.of(Duration.ofNanos(1_234_567))).isEqualTo(Duration.ofNanos(1_234_567));
    assertThat(Scale.NONE.words(Duration.ofMinutes(2))).isEqualTo("120 s");
  }
}
