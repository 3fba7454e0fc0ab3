package dev.bootwitness.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.record.Stage;
import org.junit.jupiter.api.Test;

class RehearsalTest {

  @Test
  void theLinesComeAsFarAsALoginSoAllThatWatchesABootHasBeenUsed() {
    assertThat(Rehearsal.run()).isEqualTo(Stage.LOGIN);
  }
}
