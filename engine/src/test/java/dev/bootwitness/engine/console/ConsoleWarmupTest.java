package dev.bootwitness.engine.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.record.Stage;
import org.junit.jupiter.api.Test;

class ConsoleWarmupTest {

  @Test
  void theLinesComeAsFarAsALoginSoAllThatWatchesABootHasBeenUsed() {
    assertThat(ConsoleWarmup.run()).isEqualTo(Stage.LOGIN);
  }
}
