package dev.bootwitness.diagnosis.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.diagnosis.catalogue.Causes;
import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.diagnosis.catalogue.Severity;
import dev.bootwitness.record.Fault;
import dev.bootwitness.record.Stage;
import org.junit.jupiter.api.Test;

class FindingLimitsTest {
  private final FindingLimits limits = new FindingLimits(Causes.bundled());

  private static RankedFinding found(String cause, Severity severity, Stage stage) {
    return new RankedFinding(
        FindingBuilder.about(cause, "as seen", "serial", "").finding(),
        severity,
        1,
        stage,
        5,
        1,
        false);
  }

  @Test
  void aBootThatGoesOnDidNotStopAtItsMenu() {
    var menu = found("loader/waiting-at-menu", Severity.FAILURE, Stage.LOADER);
    assertThat(limits.isPassed(menu, 1, Stage.LOADER)).isFalse();
    assertThat(limits.isPassed(menu, 1, Stage.KERNEL)).isTrue();
    assertThat(limits.isPassed(menu, 2, Stage.KERNEL)).isFalse();
  }

  /** Without its initrd a kernel starts all the same, and stops then. */
  @Test
  void aSuspicionOfTheLoaderOutlivesTheKernelsStart() {
    var refused = found("loader/kernel-refused", Severity.SUSPICION, Stage.LOADER);
    assertThat(limits.isPassed(refused, 1, Stage.KERNEL)).isFalse();
    assertThat(limits.isPassed(refused, 1, Stage.INITRD)).isTrue();
  }

  @Test
  void whatWasAskedIsAnsweredOnceALaterBootComesUp() {
    var asked = found("console/stalled", Severity.FAILURE, Stage.USERSPACE);
    assertThat(limits.isAnswered(asked, 0)).isFalse();
    assertThat(limits.isAnswered(asked, 1)).isTrue();
    var failed = found("systemd/unit-failed", Severity.FAILURE, Stage.USERSPACE);
    assertThat(limits.isAnswered(failed, 1)).isFalse();
  }

  @Test
  void aKernelWarningIsForgivenToABootThatCameUp() {
    var warned = found("kernel/warning", Severity.SUSPICION, Stage.KERNEL);
    assertThat(limits.isForgiven(warned, Stage.USERSPACE, Long.MAX_VALUE)).isFalse();
    assertThat(limits.isForgiven(warned, Stage.LOGIN, Long.MAX_VALUE)).isTrue();
    var panicked = found("kernel/panic", Severity.FATAL, Stage.KERNEL);
    assertThat(limits.isForgiven(panicked, Stage.LOGIN, Long.MAX_VALUE)).isFalse();
  }

  @Test
  void silenceEndsABootWithAFailureTenSecondsLater() {
    var failed = found("systemd/unit-failed", Severity.FAILURE, Stage.USERSPACE);
    assertThat(limits.isEndedBy(failed, 1, Stage.USERSPACE, 9.9)).isFalse();
    assertThat(limits.isEndedBy(failed, 1, Stage.USERSPACE, 10)).isTrue();
    assertThat(limits.isEndedBy(failed, 1, Stage.LOGIN, 10)).isFalse();
    assertThat(limits.isEndedBy(failed, 2, Stage.USERSPACE, 10)).isFalse();
  }

  /** The kernel reports a stuck task only after it has waited itself. */
  @Test
  void whatTheConsoleTellsInFullEndsItSooner() {
    var crashed = found("userspace/crashed", Severity.FAILURE, Stage.USERSPACE);
    assertThat(limits.isEndedBy(crashed, 1, Stage.USERSPACE, 2.9)).isFalse();
    assertThat(limits.isEndedBy(crashed, 1, Stage.USERSPACE, 3)).isTrue();
  }

  @Test
  void anIdleBootThatEndedSoIsTheImagesFault() {
    var stuck = found("console/stalled", Severity.FATAL, Stage.USERSPACE);
    assertThat(limits.asOfTheGuest(stuck).finding().fault()).isEqualTo(Fault.IMAGE);
    var waiting = found("console/stalled", Severity.FAILURE, Stage.USERSPACE);
    assertThat(limits.asOfTheGuest(waiting)).isSameAs(waiting);
  }
}
