package dev.bootwitness.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.record.Event;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Outcome;
import dev.bootwitness.record.Stage;
import org.junit.jupiter.api.Test;

/** What counts on a console, and whose word it is. */
class ConsoleDiagnosisTest extends DiagnosisScenario {

  @Test
  void whatInitCouldNotReadIsToBlameForItsEnd() {
    run.stage(1, Stage.INITRD)
        .line(3, "[    2.500000] SQUASHFS error: zlib decompression failed, data probably corrupt")
        .line(
            3.2,
            "[    2.600000] Kernel panic - not syncing: Attempted to kill init! exitcode=0x00000100");
    assertThat(primary(run.verdict()).cause()).isEqualTo("kernel/io-error");
  }

  @Test
  void aFindingOfARuleComingBackAsAnEventCountsOnce() {
    run.stage(1, Stage.KERNEL).line(3.5, NO_ROOT);
    assertThat(run.events)
        .extracting(stamped -> stamped.event().getClass().getSimpleName())
        .endsWith("ConsoleLine", "FindingMade");
    assertThat(run.diagnosis.findings()).hasSize(1);
  }

  @Test
  void aKernelThatStampsItsLinesDoesNotPanicWithoutAStamp() {
    run.stage(1, Stage.KERNEL);
    for (int i = 0; i < 10; i++) {
      run.line(1, "[    0.%06d] x".formatted(i));
    }
    run.stage(5, Stage.LOGIN)
        .line(6, "Kernel panic - not syncing: was the topic of last week")
        .line(6, "reboot: Power down");
    assertThat(run.diagnosis.findings()).isEmpty();
    run.line(7, "guest login: [    7.000001] Kernel panic - not syncing: Fatal exception");
    assertThat(run.diagnosis.fatal()).map(Finding::cause).contains("kernel/panic");
  }

  @Test
  void whatACommandPrintsIsNotConsoleState() {
    run.ready().line(70, NO_ROOT).line(71, "[FAILED] Failed to start a.service - A.").ended();
    assertThat(run.diagnosis.findings()).isEmpty();
    assertThat(run.verdict().outcome()).isEqualTo(Outcome.PASSED);
  }

  /** Without the side channel the line may be one of dmesg's. */
  @Test
  void aPanicUnderTheChecksCountsWhenNoCommandPrintsOnTheConsole() {
    String panic = "[   70.1] Kernel panic - not syncing: sysrq triggered crash";
    assertThat(Run.poweredOn().ready().line(70, panic).diagnosis.fatal()).isEmpty();

    Run beside = Run.poweredOn().ready();
    beside.at(61, new Event.SideChannelTried(true, "uid 0", 0.1));
    beside.line(69, "a line of a program: Failed to start x");
    assertThat(beside.line(70, panic).diagnosis.fatal())
        .hasValueSatisfying(fatal -> assertThat(fatal.cause()).isEqualTo("kernel/panic"));
  }

  @Test
  void whatAProfilePrintsIsNoFault() {
    run.stage(1, Stage.KERNEL)
        .stage(5, Stage.LOGIN)
        .at(6, new Event.LoginStep("user-sent", "spark"))
        .line(7, "[FAILED] Failed to start coffee.service - an old joke.")
        .line(8, "agetty: can't exec /bin/login: No such file or directory");
    assertThat(run.diagnosis.findings())
        .extracting(Finding::cause)
        .containsExactly("userspace/program-missing");
  }

  @Test
  void theNoticeOfAProvisionerAtTheLoginCounts() {
    run.stage(1, Stage.KERNEL)
        .stage(5, Stage.LOGIN)
        .at(6, new Event.LoginStep("prompt", "login: nixos (automatic login)"))
        .line(
            7,
            "pre-nixos: Storage detection encountered an error; provisioning ran in plan-only mode.");
    assertThat(run.diagnosis.findings())
        .extracting(Finding::cause)
        .containsExactly("storage/detection-error");
  }

  @Test
  void aRuleThatFiresAgainAndAgainIsToldAFewTimes() {
    run.stage(3, Stage.KERNEL);
    for (int i = 0; i < 100; i++) {
      run.line(4, "[    1.000000] I/O error, dev vd" + i + ", sector 0");
    }
    assertThat(run.diagnosis.findings()).hasSize(5);
  }

  @Test
  void aQuoteCarriesNoControlCharactersAndIsNotEndless() {
    run.stage(3, Stage.KERNEL)
        .line(4, "[    1.000000] I/O error, dev vda \u001b[2J" + "x".repeat(900));
    assertThat(run.diagnosis.findings().getFirst().quote())
        .doesNotContain("\u001b")
        .hasSizeLessThan(410)
        .endsWith("…");
  }
}
