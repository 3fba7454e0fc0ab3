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
import dev.bootwitness.record.QemuReport;
import dev.bootwitness.record.Stage;
import dev.bootwitness.record.Usual;
import dev.bootwitness.record.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiagnosisTest {
  private static final String NO_ROOT =
      "[    1.500000] Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(0,0)";

  private static final Finding TIMED_OUT =
      FindingBuilder.about("run/timed-out", "login: was awaited for 5 s", "host", "")
          .at(5.0)
          .finding();

  private final Run run = Run.poweredOn();

  private static Finding primary(Verdict verdict) {
    Finding primary = verdict.primary();
    assertThat(primary).as("primary cause of %s", verdict).isNotNull();
    return java.util.Objects.requireNonNull(primary);
  }

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
  void theFirstCauseWinsOverTheLastSymptom() {
    run.stage(1, Stage.INITRD)
        .stage(2, Stage.USERSPACE)
        .line(90, "[ TIME ] Timed out waiting for device dev-vdb.device - /dev/vdb.")
        .line(91, "[DEPEND] Dependency failed for data.mount - /data.")
        .line(92, "You are in emergency mode. After logging in, type \"journalctl -xb\"");
    assertThat(primary(run.verdict()).cause()).isEqualTo("systemd/start-job-timeout");
    assertThat(run.diagnosis.fatal()).map(Finding::cause).contains("systemd/emergency-mode");
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
  void anAcceleratorThatWasAskedForAndDoesNotRunIsTheHostsFault() {
    Run asked = new Run();
    asked.add(0, new Event.RunStarted("r", "x", "x.yaml", "0.1.0", "host"));
    asked.add(
        0.6,
        new Event.FindingMade(
            FindingBuilder.of(
                "host/accelerator-broken", "kvm does not run guests here", "host", "")));
    asked.ended();
    assertThat(asked.verdict().outcome()).isEqualTo(Outcome.BROKEN);
    assertThat(ExitCodes.of(asked.verdict())).isEqualTo(ExitCodes.HOST_OR_HARNESS);
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
  void aMachineThatStartsOverBeforeUserSpaceLoops() {
    run.stage(1, Stage.FIRMWARE).stage(3, Stage.KERNEL).stage(9, Stage.FIRMWARE);
    run.stage(12, Stage.KERNEL).stage(18, Stage.FIRMWARE);
    assertThat(run.diagnosis.findings())
        .extracting(Finding::cause)
        .containsExactly("firmware/boot-loop");
    assertThat(run.verdict().stage()).isEqualTo(Stage.KERNEL);
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
  void whatGrubMissesBeforeItsRescuePromptIsAPartOfItself() {
    run.stage(1, Stage.LOADER)
        .line(1.1, "error: no such partition.")
        .line(1.2, "Entering rescue mode...");
    assertThat(primary(run.verdict()).cause()).isEqualTo("loader/rescue-shell");
    assertThat(run.diagnosis.findings())
        .extracting(Finding::cause)
        .containsExactly("loader/rescue-shell", "loader/file-not-found");
  }

  /** Nothing is on the console of a loader that crashes, and a loop does not end by itself. */
  @Test
  void aMachineThatResetsThreeTimesIsNotWaitedFor() {
    var reset = new Event.MachineSignal("RESET", "{}", QemuReport.because("guest-reset"));
    run.at(1, reset).at(2, reset);
    assertThat(run.diagnosis.fatal()).isEmpty();
    run.at(3, reset);
    assertThat(run.diagnosis.fatal()).map(Finding::cause).contains("firmware/boot-loop");
    assertThat(primary(run.verdict()).detail()).contains("3 times");
  }

  @Test
  void theCauseOfALoopInItsFirstBootWinsOverTheLoop() {
    run.stage(3, Stage.KERNEL).line(4, NO_ROOT).stage(9, Stage.FIRMWARE);
    assertThat(primary(run.verdict()).cause()).isEqualTo("kernel/panic-no-root");
  }

  @Test
  void aGuestThatRebootsFromUserSpaceDidItUnasked() {
    run.stage(20, Stage.USERSPACE)
        .at(30, new Event.MachineSignal("RESET", "{}", QemuReport.because("guest-reset")))
        .stage(31, Stage.FIRMWARE);
    assertThat(run.diagnosis.findings())
        .extracting(Finding::cause, Finding::channel)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("guest/unexpected-reboot", "qmp"));
  }

  /** The two arrive by separate channels, a moment apart. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRestartThatTheKernelTellsIsNoLoopWhoeverWasFirst(boolean kernelFirst) {
    var signal = new Event.MachineSignal("RESET", "{}", QemuReport.because("guest-reset"));
    run.stage(1, Stage.KERNEL).stage(2, Stage.INITRD);
    if (!kernelFirst) {
      run.at(3, signal);
    }
    run.line(3.004, "[    1.827367] reboot: Restarting system");
    if (kernelFirst) {
      run.at(3.004, signal);
    }
    assertThat(run.diagnosis.findings())
        .extracting(Finding::cause)
        .containsExactly("guest/unexpected-reboot");
  }

  @Test
  void aPowerOffOnTheConsoleAndInQmpIsOneFinding() {
    run.stage(20, Stage.USERSPACE)
        .line(30, "[   28.827367] reboot: Power down")
        .at(30, new Event.MachineSignal("SHUTDOWN", "{}", QemuReport.because("guest-shutdown")))
        .at(30.2, new Event.MachineExited(0, false, ""));
    assertThat(run.diagnosis.findings())
        .extracting(Finding::cause)
        .containsExactly("guest/unexpected-poweroff");
  }

  /** The two arrive by separate channels, a moment apart. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aDiskThatFailsOnTheHostIsToldAsQemuTellsItWhoeverWasFirst(boolean guestFirst) {
    var signal =
        new Event.MachineSignal(
            "BLOCK_IO_ERROR", "{}", QemuReport.ofDisk("data0", "read", false, ""));
    run.stage(1, Stage.KERNEL);
    if (!guestFirst) {
      run.at(2, signal);
    }
    run.line(2, "[    1.663487] I/O error, dev vda, sector 0 op 0x0:(READ) flags 0x0 phys_seg 1");
    run.at(2.001, signal);
    run.ready().check(70, "dd", "failed", "dd: /dev/vda: Input/output error");
    assertThat(primary(run.verdict()).detail())
        .isEqualTo("QEMU could not read the guest's disk data0 on the host");
  }

  @Test
  void aRequestedShutdownIsNoFinding() {
    run.ready()
        .at(70, new Event.PhaseStarted("shutdown"))
        .line(71, "[   68.827367] reboot: Power down")
        .at(71, new Event.MachineSignal("SHUTDOWN", "{}", QemuReport.because("guest-shutdown")))
        .at(71.2, new Event.MachineExited(0, true, ""));
    assertThat(run.verdict().outcome()).isEqualTo(Outcome.PASSED);
  }

  @Test
  void theEndOfQemuIsNamedByWhatItWrote() {
    String stderr =
        "qemu-system-x86_64: -netdev user,id=net0: Could not set up host forwarding rule 'tcp::51997-:22'\n";
    Verdict verdict = run.at(0.1, new Event.MachineExited(1, false, stderr)).verdict();
    assertThat(verdict.outcome()).isEqualTo(Outcome.BROKEN);
    assertThat(ExitCodes.of(verdict)).isEqualTo(ExitCodes.HOST_OR_HARNESS);
    assertThat(primary(verdict).cause()).isEqualTo("host/port-in-use");
    assertThat(primary(verdict).detail()).contains("'tcp::51997-:22'".replace("'", ""));
  }

  @Test
  void qemuKilledFromOutsideIsTheHostsFault() {
    Finding primary = primary(run.at(9, new Event.MachineExited(137, false, "")).verdict());
    assertThat(primary.cause()).isEqualTo("host/qemu-died");
    assertThat(primary.detail()).contains("signal 9");
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
  void checksThatTheRunDidNotComeToAreToldAsNotRun() {
    run.at(0.1, new Event.ChecksPlanned(List.of("a", "b", "b", "c"))).ready();
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
    run.at(0.1, new Event.ChecksPlanned(List.of("a", "b"))).ready();
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
