package dev.bootwitness.machine.accelerator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProbeEndTest {

  private static final Duration TOOK = Duration.ofMillis(123);

  @Test
  void onlyTheRightResultCountsAsFinished() {
    assertThat(ProbeEnd.judge(85, "warning: something\n", TOOK))
        .isEqualTo(new Probe.Finished(TOOK));
    assertThat(ProbeEnd.judge(1, "", TOOK).describe()).contains("wrong result");
    assertThat(ProbeEnd.judge(0, "", TOOK).describe()).contains("reset");
  }

  @Test
  void aDeathIsToldByItsStatusAndItsLastWords() {
    assertThat(ProbeEnd.judge(134, "error: failed to set MSR 0x10a\nkvm.c: Assertion\n\n", TOOK))
        .isEqualTo(new Probe.Refused("QEMU aborted", "kvm.c: Assertion"));
    assertThat(ProbeEnd.judge(1, "invalid accelerator kvm\n", TOOK))
        .isEqualTo(new Probe.Refused("QEMU exited with status 1", "invalid accelerator kvm"));
  }
}
