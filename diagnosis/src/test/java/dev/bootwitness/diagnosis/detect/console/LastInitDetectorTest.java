package dev.bootwitness.diagnosis.detect.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.record.Event;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LastInitDetectorTest {

  private final LastInitDetector inits = new LastInitDetector();

  private Optional<FindingBuilder> tried(String path) {
    return inits.line(
        new Event.ConsoleLine(7, 100, "[    1.900000] Run %s as init process".formatted(path)));
  }

  @Test
  void theShellThatTheKernelTriesLastIsNoInit() {
    assertThat(tried("/init")).isEmpty();
    assertThat(tried("/sbin/init")).isEmpty();
    assertThat(tried("/bin/sh"))
        .map(FindingBuilder::finding)
        .hasValueSatisfying(found -> {
          assertThat(found.cause()).isEqualTo("kernel/panic-no-init");
          assertThat(found.detail()).contains("/sbin/init");
        });
  }

  @Test
  void aShellThatWasAskedForIsTheFirst() {
    assertThat(tried("/bin/sh")).isEmpty();
  }

  @Test
  void aShellThatTheWordsAskForIsMeant() {
    assertThat(
            inits.line(
                new Event.ConsoleLine(
                    2, 50, "[    0.013000] Command line: rdinit=/bin/sh console=ttyS0")))
        .isEmpty();
    assertThat(tried("/init")).isEmpty();
    assertThat(tried("/bin/sh")).isEmpty();
  }

  @Test
  void anotherBootBeginsAnew() {
    assertThat(tried("/init")).isEmpty();
    inits.restarted();
    assertThat(tried("/bin/sh")).isEmpty();
  }
}
