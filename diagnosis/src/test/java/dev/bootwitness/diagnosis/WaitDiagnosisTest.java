package dev.bootwitness.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.diagnosis.verdict.ExitCodes;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Outcome;
import dev.bootwitness.record.Stage;
import dev.bootwitness.record.Usual;
import dev.bootwitness.record.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which findings end a wait, and which are void when the boot goes on. */
class WaitDiagnosisTest extends DiagnosisScenario {

  @Test
  void aFatalLineEndsTheWaitAndIsTheCause() {
    run.stage(1, Stage.KERNEL).line(1.5, "[    1.400000] clocksource: tsc");
    assertThat(run.diagnosis.fatal()).isEmpty();
    run.line(3.5, NO_ROOT);
    assertThat(run.diagnosis.fatal()).map(Finding::cause).contains("kernel/panic-no-root");
    Finding primary = primary(run.found(5, TIMED_OUT).verdict());
    assertThat(primary.cause()).isEqualTo("kernel/panic-no-root");
    assertThat(primary.line()).isEqualTo(2);
    assertThat(primary.offset()).isEqualTo(200);
    assertThat(primary.at()).isEqualTo(3.5);
    assertThat(primary.quote()).isEqualTo(NO_ROOT);
    assertThat(primary.detail()).contains("unknown-block(0,0)");
    assertThat(primary.advice()).contains("`root=`");
    assertThat(run.verdict().outcome()).isEqualTo(Outcome.FAILED);
    assertThat(run.verdict().findings())
        .extracting(Finding::cause)
        .containsExactly("kernel/panic-no-root", "run/timed-out");
  }

  /** systemd asks without a line end, and says so when the volume is set up. */
  @Test
  void aPassphraseIsAskedForUntilItsOwnVolumeIsSetUp() {
    run.stage(3, Stage.KERNEL)
        .stage(20, Stage.USERSPACE)
        .prompt(22, "Please enter passphrase for disk data2: ")
        .line(
            25, "[  OK  ] Finished systemd-cryptsetup@data.service - Cryptography Setup for data.");
    assertThat(run.verdict().findings()).extracting(Finding::cause).contains("console/stalled");
    run.line(
        30, "[  OK  ] Finished systemd-cryptsetup@data2.service - Cryptography Setup for data2.");
    assertThat(run.verdict().findings())
        .extracting(Finding::cause)
        .doesNotContain("console/stalled");
  }

  @Test
  void aDeadlineWhileTheBootStillMovesIsInconclusiveAndSaysWhatIsMissing() {
    run.stage(3, Stage.KERNEL)
        .at(3, new Event.Awaiting("a login prompt", 5))
        .line(4.6, "[    2.100000] pci 0000:00:1f.2: [8086:2922]")
        .found(5, TIMED_OUT);
    Verdict verdict = run.verdict();
    assertThat(verdict.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    assertThat(ExitCodes.of(verdict)).isEqualTo(4);
    assertThat(primary(verdict).cause()).isEqualTo("run/timed-out");
    assertThat(verdict.missing())
        .singleElement()
        .asString()
        .contains("line 1", "still moving 0.4 s before the end", "a login prompt");
  }

  @Test
  void aDeadlineWithoutOneLineAsksForThePictureOfTheScreen() {
    assertThat(run.found(90, TIMED_OUT).verdict().missing())
        .singleElement()
        .asString()
        .contains("picture of the screen");
  }

  @Test
  void aDeadlineAfterLongSilenceInUserSpaceAsksForTheJobs() {
    run.stage(3, Stage.USERSPACE).line(4, "[  OK  ] Started a.").found(90, TIMED_OUT);
    assertThat(run.verdict().missing())
        .singleElement()
        .asString()
        .contains("systemctl list-jobs", "silent for 86.0 s");
  }

  @Test
  void aFindingOfAPromptIsVoidOnceTheBootGoesOn() {
    run.stage(1, Stage.LOADER).prompt(1.5, "boot: ");
    assertThat(run.diagnosis.findings())
        .extracting(Finding::cause)
        .containsExactly("loader/rescue-shell");
    assertThat(run.diagnosis.fatal()).as("it may go on by itself").isEmpty();
    assertThat(run.stage(12, Stage.KERNEL).diagnosis.findings()).isEmpty();
  }

  @Test
  void aRescuePromptEndsTheWait() {
    run.stage(1, Stage.FIRMWARE).prompt(1.5, "grub rescue> ").stage(1.5, Stage.LOADER);
    assertThat(run.diagnosis.fatal()).map(Finding::cause).contains("loader/rescue-shell");
  }

  @Test
  void aSystemThatIsUpAndIdleAndAsksForNoLoginIsNotWaitedFor() {
    var idle = new Event.ProcessorsSeen("idle", "the guest is idle", false);
    run.stage(10, Stage.USERSPACE).line(12, "[  OK  ] Started cron.service").at(33, idle);
    assertThat(run.diagnosis.fatal()).isEmpty();
    run.line(40, "[  OK  ] Reached target multi-user.target - Multi-User System.");
    run.at(61, new Event.ProcessorsSeen("moves", "the guest computes", false));
    assertThat(run.diagnosis.fatal()).isEmpty();
    run.at(90, idle);
    assertThat(run.diagnosis.fatal()).map(Finding::cause).contains("console/no-getty");
    run.stage(91, Stage.LOGIN);
    assertThat(run.diagnosis.fatal()).isEmpty();
  }

  @Test
  void aBootThatFailedAlreadyIsNotWaitedForInSilence() {
    var idle = new Event.ProcessorsSeen("idle", "the guest is idle", false);
    run.stage(1, Stage.KERNEL).line(2, "[    1.000000] a").at(13, idle);
    assertThat(run.diagnosis.fatal()).isEmpty();
    run.stage(14, Stage.USERSPACE).line(15, "rcS: line 3: start-app: not found");
    run.at(17, idle);
    assertThat(run.diagnosis.fatal()).isEmpty();
    run.at(19, idle);
    assertThat(run.diagnosis.fatal()).map(Finding::cause).contains("userspace/program-missing");
  }

  @Test
  void aFailureThatALoginWouldExplainIsWaitedForLonger() {
    var idle = new Event.ProcessorsSeen("idle", "the guest is idle", false);
    run.stage(1, Stage.USERSPACE).line(2, "[FAILED] Failed to start app.service - App.");
    run.at(9, idle);
    assertThat(run.diagnosis.fatal()).isEmpty();
    run.at(13, idle);
    assertThat(run.diagnosis.fatal()).map(Finding::cause).contains("systemd/unit-failed");
  }

  @Test
  void aDeviceThatNothingNeedsIsNoFailure() {
    run.stage(1, Stage.USERSPACE)
        .line(2, "[ TIME ] Timed out waiting for device dev-vdb.device - /dev/vdb.")
        .line(3, "[DEPEND] Dependency failed for data.mount - /data.");
    run.stage(4, Stage.LOGIN);
    assertThat(run.diagnosis.primary()).isEmpty();
  }

  @Test
  void aDeviceThatATargetNeedsIsBlamedByItsName() {
    run.stage(1, Stage.USERSPACE)
        .line(2, "[ TIME ] Timed out waiting for device dev-vdb.device - /dev/vdb.")
        .line(3, "[DEPEND] Dependency failed for swap.target - Swaps.");
    run.stage(4, Stage.LOGIN);
    assertThat(run.diagnosis.primary())
        .hasValueSatisfying(found -> {
          assertThat(found.cause()).isEqualTo("systemd/start-job-timeout");
          assertThat(found.detail()).contains("dev-vdb.device");
        });
  }

  @Test
  void whatWouldHaveEndedTheBootIsVoidAtTheLogin() {
    run.stage(1, Stage.KERNEL).line(2, "[    1.000000] Failed to execute /init (error -13)");
    assertThat(run.diagnosis.findings()).hasSize(1);
    run.stage(4, Stage.LOGIN);
    assertThat(run.diagnosis.findings()).isEmpty();
  }

  @Test
  void aBootThatAsksForAPassphraseIsAtItsEndWhenNobodyGivesIt() {
    var idle = new Event.ProcessorsSeen("idle", "the guest is idle", false);
    run.stage(1, Stage.INITRD).line(2, "Press any key to continue...");
    run.at(9, idle);
    assertThat(run.diagnosis.fatal()).isEmpty();
    run.at(13, idle);
    assertThat(run.diagnosis.fatal()).map(Finding::cause).contains("console/stalled");
    run.stage(14, Stage.LOGIN);
    assertThat(run.diagnosis.fatal()).isEmpty();
  }

  @Test
  void aStageThatIsSilentForManyTimesItsUsualLengthIsNotWaitedFor() {
    var idle = new Event.ProcessorsSeen("idle", "the guest is idle", false);
    run.add(
        0.2,
        new Event.UsualTimes(
            List.of(
                new Usual(
                    "tcg",
                    "boot",
                    5,
                    "before",
                    List.of(),
                    List.of(
                        new Usual.Time("kernel", 3, 4.0), new Usual.Time("initrd", 3, null))))));
    run.stage(1, Stage.KERNEL).line(2, "[    1.000000] a").at(41, idle);
    assertThat(run.diagnosis.fatal()).isEmpty();
    run.at(43, new Event.ProcessorsSeen("moves", "the guest computes", false));
    assertThat(run.diagnosis.fatal()).as("a slow machine").isEmpty();
    run.at(44, idle);
    assertThat(run.diagnosis.fatal()).map(Finding::cause).contains("console/stalled");
    run.stage(45, Stage.INITRD).at(200, idle);
    assertThat(run.diagnosis.fatal()).as("too few runs to tell").isEmpty();
  }

  @Test
  void whatGrubMissesBeforeItsRescuePromptIsAPartOfItself() {
    run.stage(1, Stage.LOADER)
        .line(1.1, "error: no such partition.")
        .line(1.2, "Entering rescue mode...");
    assertThat(primary(run.verdict()).cause()).isEqualTo("loader/rescue-shell");
    assertThat(run.diagnosis.findings())
        .extracting(Finding::cause)
        .containsExactly("loader/rescue-shell", "loader/file-not-found");
  }
}
