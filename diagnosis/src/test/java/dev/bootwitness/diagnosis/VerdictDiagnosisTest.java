package dev.bootwitness.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.diagnosis.verdict.ExitCodes;
import dev.bootwitness.record.CheckResult;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Fault;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Outcome;
import dev.bootwitness.record.Stage;
import dev.bootwitness.record.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How findings become a verdict, and how a record is judged again. */
class VerdictDiagnosisTest extends DiagnosisScenario {

  @Test
  void aRunInWhichEverythingHeldHasPassed() {
    Verdict verdict = run.ready().check(61, "a", CheckResult.PASSED, "").ended().verdict();
    assertThat(verdict.outcome()).isEqualTo(Outcome.PASSED);
    assertThat(ExitCodes.of(verdict)).isZero();
    assertThat(verdict.primary()).isNull();
    assertThat(verdict.findings()).isEmpty();
    assertThat(verdict.stage()).isEqualTo(Stage.READY);
    assertThat(verdict.run()).isEqualTo("2026-11-23T08-00-00Z-x");
    assertThat(verdict.spec()).isEqualTo("x.yaml");
    assertThat(verdict.image())
        .isEqualTo(new Verdict.ImageIdentity("x.iso", "7f3a90c1d2e3f4a5b6c7"));
    assertThat(verdict.machine())
        .isEqualTo(
            new Verdict.MachineIdentity("7.2", "tcg", List.of("qemu-system-x86_64", "-S"), 4));
    assertThat(verdict.phases()).containsExactly(new Verdict.PhaseTime("boot", 60, null));
    assertThat(verdict.checks()).extracting(CheckResult::name).containsExactly("a");
  }

  @Test
  void theFirstCauseWinsOverTheLastSymptom() {
    run.stage(1, Stage.INITRD)
        .stage(2, Stage.USERSPACE)
        .line(90, "[ TIME ] Timed out waiting for device dev-vdb.device - /dev/vdb.")
        .line(91, "[DEPEND] Dependency failed for data.mount - /data.")
        .line(92, "You are in emergency mode. After logging in, type \"journalctl -xb\"");
    assertThat(primary(run.verdict()).cause()).isEqualTo("systemd/start-job-timeout");
    assertThat(run.diagnosis.fatal()).map(Finding::cause).contains("systemd/emergency-mode");
  }

  /** ISOLINUX without its modules says so on the screen alone. */
  @Test
  void theScreenSaysWhyTheConsoleIsSilent() {
    run.at(3, made("loader/file-not-found", "screen", "Failed to load ldlinux.c32"))
        .at(33, made("console/stalled", "serial", ""));
    assertThat(primary(run.verdict()).cause()).isEqualTo("loader/file-not-found");
  }

  @Test
  void whatFailedInABootThatCameUpDoesNotWinOverALaterOneThatGetsStuck() {
    run.ready()
        .at(61, made("systemd/unit-failed", "guest", "cron.service failed"))
        .at(70, new Event.RestartAsked("reboot"))
        .at(75, new Event.BootBegan(2, "reboot"))
        .stage(76, Stage.KERNEL)
        .stage(78, Stage.INITRD)
        .line(108, "ALERT!  UUID=3c4b1d2e does not exist.  Dropping to a shell!");
    assertThat(primary(run.verdict()).cause()).isEqualTo("initrd/root-device-missing");
  }

  /** A later boot that only has another failed unit gives no reason to forget the first. */
  @Test
  void whatFailedInABootThatCameUpStillCounts() {
    run.ready()
        .at(61, made("systemd/unit-failed", "guest", "cron.service failed"))
        .at(70, new Event.RestartAsked("reboot"))
        .at(75, new Event.BootBegan(2, "reboot"))
        .stage(76, Stage.KERNEL)
        .stage(90, Stage.READY);
    assertThat(primary(run.verdict()).cause()).isEqualTo("systemd/unit-failed");
  }

  private static Event made(String cause, String channel, String quote) {
    return new Event.FindingMade(FindingBuilder.about(cause, "as seen", channel, quote).finding());
  }

  @Test
  void aFailedCheckIsTheImagesFault() {
    Verdict verdict =
        run.ready().check(61, "vgs", CheckResult.FAILED, "no volume groups").ended().verdict();
    assertThat(verdict.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(verdict.fault()).isEqualTo(Fault.IMAGE);
    assertThat(ExitCodes.of(verdict)).isEqualTo(1);
    assertThat(primary(verdict).cause()).isEqualTo("check/failed");
    assertThat(primary(verdict).detail()).contains("\"vgs\"");
    assertThat(primary(verdict).quote()).isEqualTo("no volume groups");
    assertThat(primary(verdict).at()).isEqualTo(62.0);
  }

  @Test
  void anEarlierFindingExplainsAFailedCheck() {
    run.stage(1, Stage.USERSPACE)
        .line(
            40,
            "pre-nixos: Storage detection encountered an error; provisioning ran in plan-only mode.")
        .stage(60, Stage.READY)
        .check(61, "vgs", CheckResult.FAILED, "no volume groups");
    assertThat(primary(run.verdict()).cause()).isEqualTo("storage/detection-error");
  }

  @Test
  void theJournalReadAfterwardsExplainsAFailedCheckButALaterFaultDoesNot() {
    Finding journal =
        FindingBuilder.about("systemd/unit-failed", "a.service failed", "journal", "exit 1")
            .at(70.0)
            .finding();
    Finding later = FindingBuilder.about("host/qemu-died", "gone", "host", "").at(71.0).finding();
    run.ready().check(61, "a", CheckResult.FAILED, "inactive").found(71, later);
    assertThat(primary(run.verdict()).cause()).isEqualTo("check/failed");
    assertThat(primary(run.found(72, journal).verdict()).cause()).isEqualTo("systemd/unit-failed");
  }

  @Test
  void whatTheEngineSaysOfACheckStands() {
    Finding broken =
        FindingBuilder.about("spec/check-broken", "mdadm has no flag -Z", "guest", "usage:")
            .at(61.5)
            .finding();
    Verdict verdict =
        run.ready().check(61, "md", CheckResult.FAILED, "exit 2").found(62, broken).verdict();
    assertThat(verdict.outcome()).isEqualTo(Outcome.BROKEN);
    assertThat(ExitCodes.of(verdict)).isEqualTo(ExitCodes.USAGE_OR_SPEC);
    assertThat(verdict.findings()).extracting(Finding::cause).containsExactly("spec/check-broken");
  }

  @Test
  void aWarningIsNeverThePrimaryCause() {
    Finding warning = FindingBuilder.of("host/accelerator-broken", "kvm took 2.7 s", "host", "");
    run.add(0.6, new Event.FindingMade(warning)).ready().ended();
    assertThat(run.verdict().outcome()).isEqualTo(Outcome.PASSED);
    assertThat(run.verdict().findings()).containsExactly(warning);
  }

  @Test
  void aVerdictThatWasToldStands() {
    run.ready().found(61, FindingBuilder.of("check/failed", "a check", "guest", ""));
    Verdict told = run.verdict();
    run.at(62, new Event.VerdictReached(told))
        .found(63, FindingBuilder.of("check/misattributed", "another uid", "guest", ""))
        .at(64, new Event.Interrupted("SIGTERM"));
    assertThat(run.verdict().primary()).isEqualTo(told.primary());
    assertThat(run.verdict().outcome()).isEqualTo(told.outcome());
    assertThat(run.verdict().findings()).hasSize(2);
  }

  @Test
  void anInterruptedRunIsInterruptedWhateverElseWasSeen() {
    run.stage(3, Stage.KERNEL)
        .line(4, NO_ROOT)
        .at(5, new Event.Interrupted("SIGINT"))
        .at(5.1, new Event.MachineExited(143, false, ""));
    Verdict verdict = run.verdict();
    assertThat(verdict.outcome()).isEqualTo(Outcome.INTERRUPTED);
    assertThat(ExitCodes.of(verdict)).isEqualTo(130);
    assertThat(primary(verdict).detail()).contains("SIGINT", "kernel");
    assertThat(verdict.findings())
        .extracting(Finding::cause)
        .containsExactly("run/interrupted", "kernel/panic-no-root");
  }

  @Test
  void whatWasShownNotToBeTheCauseIsListedWithHow() {
    run.ready().check(61, "a", CheckResult.FAILED, "no");
    assertThat(run.verdict().ruledOut())
        .containsExactly(
            "login (root by sudo -i, uid 0 verified, 60.0 s)",
            "root file system (user space ran at 20.0 s)",
            "console (serial in use, kernel shown at 3.0 s)",
            "image readable (iso9660, sha256 7f3a90c1d2e3)",
            "accelerator (tcg ran the probe guest in 0.1 s)");
  }

  @Test
  void aCheckThatDidNotRunLeavesTheRunUndecided() {
    run.ready().check(61, "a", CheckResult.NOT_RUN, "the budget was spent").ended();
    assertThat(run.verdict().outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    assertThat(run.verdict().missing())
        .containsExactly("check \"a\" did not run: the budget was spent");
  }

  @Test
  void aSkippedCheckKeepsNoRunFromPassing() {
    run.ready().check(61, "a", CheckResult.SKIPPED, "Assumption failed").ended();
    assertThat(run.verdict().outcome()).isEqualTo(Outcome.PASSED);
    assertThat(run.verdict().missing()).isEmpty();
  }

  @Test
  void checksThatTheRunDidNotComeToAreToldAsNotRun() {
    run.at(0.1, new Event.ChecksPlanned(List.of("a", "b", "b", "c"), null)).ready();
    run.check(61, "a", CheckResult.PASSED, "").check(62, "b", CheckResult.PASSED, "");
    run.at(63, new Event.CheckStarted("b"));

    Verdict verdict = run.verdict();

    assertThat(verdict.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    assertThat(verdict.checks())
        .extracting(CheckResult::name, CheckResult::outcome, CheckResult::message)
        .containsExactly(
            tuple("a", CheckResult.PASSED, ""),
            tuple("b", CheckResult.PASSED, ""),
            tuple("b", CheckResult.NOT_RUN, "it had begun when the run stopped"),
            tuple("c", CheckResult.NOT_RUN, "the run did not reach it"));
  }

  @Test
  void aRunWhosePlannedChecksDidNotAllRunHasNotPassed() {
    run.at(0.1, new Event.ChecksPlanned(List.of("a", "b"), null)).ready();
    run.check(61, "a", CheckResult.PASSED, "").ended();

    assertThat(run.verdict().outcome()).isEqualTo(Outcome.INCONCLUSIVE);
  }

  @Test
  void aPhaseThatFailedWithoutAFindingIsNotPassedOver() {
    run.ready().at(61, new Event.PhaseEnded("evidence", false, 1, "no room")).ended();
    assertThat(run.verdict().outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    assertThat(run.verdict().missing()).containsExactly("why phase evidence failed: no room");
  }

  @Test
  void theSameEventsReadBackGiveTheSameVerdict() {
    run.stage(1, Stage.FIRMWARE)
        .prompt(1.5, "boot: ")
        .stage(3, Stage.KERNEL)
        .line(4, "[    1.000000] I/O error, dev vda, sector 0")
        .line(4, "[    1.000000] I/O error, dev fd0, sector 0")
        .stage(20, Stage.USERSPACE)
        .line(21, "[FAILED] Failed to start a.service - A.")
        .ready()
        .check(61, "a", CheckResult.FAILED, "inactive")
        .ended();
    assertThat(Diagnosis.ofRecord(run.events)).isEqualTo(run.verdict());
    assertThat(primary(run.verdict()).cause()).isEqualTo("kernel/io-error");
  }

  @Test
  void aRecordThatStopsEarlyIsNotTakenAsPassed() {
    run.ready().check(61, "a", CheckResult.PASSED, "");
    Verdict verdict = Diagnosis.ofRecord(run.events);
    assertThat(verdict.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    assertThat(primary(verdict).cause()).isEqualTo("run/capture-incomplete");
    assertThat(verdict.missing()).singleElement().asString().contains("stage ready");
  }

  @Test
  void anEmptyRecordIsInconclusive() {
    Verdict verdict = Diagnosis.ofRecord(List.of());
    assertThat(verdict.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    assertThat(verdict.missing()).containsExactly("the console: the record has no line of it");
  }
}
