package dev.bootwitness.machine.accelerator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.machine.config.Accelerator;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuestSpeedTest {

  @ParameterizedTest
  @CsvSource({
    "KVM,   100,  1.0",
    "KVM,   200,  1.0",
    "KVM,   490,  2.5",
    "KVM, 60000, 20.0",
    "TCG,    80,  4.0",
    "TCG,   200,  4.0",
    "TCG,   210,  4.0",
    "TCG,   300,  6.0",
    "TCG, 60000, 20.0",
  })
  void theFactorGrowsWithTheProbesTimeWithinItsBounds(
      Accelerator.Kind kind, long millis, double factor) {
    assertThat(GuestSpeed.of(kind, Duration.ofMillis(millis)).factor()).isEqualTo(factor);
  }

  @Test
  void onlyTheChosenAcceleratorsTimeCounts() {
    AcceleratorChoice choice =
        new AcceleratorChoice(
            Accelerator.KVM_PLAIN,
            "",
            false,
            Duration.ZERO,
            List.of(
                new Probe(Accelerator.TCG, new Probe.Finished(Duration.ofSeconds(3))),
                new Probe(Accelerator.KVM, new Probe.Refused("QEMU aborted", "")),
                new Probe(Accelerator.KVM_PLAIN, new Probe.Finished(Duration.ofMillis(400)))));

    assertThat(GuestSpeed.of(choice).factor()).isEqualTo(2);
  }
}
