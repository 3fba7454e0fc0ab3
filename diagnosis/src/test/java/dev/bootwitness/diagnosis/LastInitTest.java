package dev.bootwitness.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.record.Event;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LastInitTest {

  private final LastInit inits = new LastInit();

  private Optional<Findings> tried(String path) {
    return inits.line(
        new Event.ConsoleLine(7, 100, "[    1.900000] Run %s as init process".formatted(path)));
  }

  @Test
  void theShellThatTheKernelTriesLastIsNoInit() {
    assertThat(tried("/init")).isEmpty();
    assertThat(tried("/sbin/init")).isEmpty();
    assertThat(tried("/bin/sh"))
        .map(Findings::finding)
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
