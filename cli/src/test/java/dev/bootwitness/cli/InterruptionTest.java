package dev.bootwitness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InterruptionTest {

  @Test
  void aRunIsInterruptedUntilItHasItsVerdictAndNotAfter() {
    try (Interruption interruption = Interruption.of(Thread.currentThread())) {
      interruption.stop(Thread.currentThread());
      assertThat(Thread.interrupted()).isTrue();

      interruption.judged();
      interruption.stop(Thread.currentThread());
      assertThat(Thread.interrupted()).isFalse();
    }
  }
}
