package dev.bootwitness.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.diagnosis.facts.FindingLog;
import dev.bootwitness.diagnosis.verdict.ExitCodes;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Outcome;
import dev.bootwitness.record.QemuReport;
import dev.bootwitness.record.Stage;
import dev.bootwitness.record.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the machine itself reports: resets, its end, its disks. */
class MachineDiagnosisTest extends DiagnosisScenario {

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
  void aMachineThatStartsOverBeforeUserSpaceLoops() {
    run.stage(1, Stage.FIRMWARE).stage(3, Stage.KERNEL).stage(9, Stage.FIRMWARE);
    run.stage(12, Stage.KERNEL).stage(18, Stage.FIRMWARE);
    assertThat(run.diagnosis.findings())
        .extracting(Finding::cause)
        .containsExactly("firmware/boot-loop");
    assertThat(run.verdict().stage()).isEqualTo(Stage.KERNEL);
  }

  /** The BIOS executes an empty boot sector, so the processor is never idle. */
  @Test
  void aFirmwareThatCannotStartTheImageIsNotWaitedFor() {
    Finding inspected =
        FindingBuilder.about(
                "firmware/no-bootable-device",
                "the machine has BIOS, and the image can be started only by UEFI",
                FindingLog.IMAGE,
                "")
            .advice("Write `machine: {firmware: uefi}`.")
            .finding();
    run.at(0, new Event.FindingMade(inspected));
    run.at(3, new Event.ScreenSeen("", "Booting from Hard Disk...", true, 2, 2));
    assertThat(run.diagnosis.fatal()).isEmpty();
    run.at(12, new Event.ScreenSeen("", "Booting from Hard Disk...", true, 11, 11));

    assertThat(run.diagnosis.fatal())
        .hasValueSatisfying(end -> {
          assertThat(end.detail()).contains("11 s", "can be started only by UEFI");
          assertThat(end.advice()).contains("firmware: uefi");
        });
  }

  @Test
  void aFirmwareThatIsSlowToStartAnImageIsWaitedFor() {
    run.at(12, new Event.ScreenSeen("", "Booting from Hard Disk...", true, 11, 11));

    assertThat(run.diagnosis.fatal()).isEmpty();
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

  /** The two come by ways of their own, a moment apart. */
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

  /** The two come by ways of their own, a moment apart. */
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
  void aQemuThatAbortsInItsUseOfKvmIsBlamedOnTheAccelerator() {
    String stderr =
        "qemu-system-x86_64: ../target/i386/kvm/kvm.c:3800: kvm_put_msrs: Assertion"
            + " `ret == cpu->kvm_msr_buf->nmsrs' failed.\n";
    Run onKvm = new Run();
    onKvm.add(0, new Event.RunStarted("r", "x", "x.yaml", "0.1.0", "host"));
    onKvm.add(0.5, new Event.AcceleratorChosen("kvm", "the fastest", false, 0.4, List.of(), 1));
    onKvm.add(9, new Event.MachineExited(134, false, stderr));
    onKvm.ended();
    Verdict verdict = onKvm.verdict();

    assertThat(verdict.outcome()).isEqualTo(Outcome.BROKEN);
    assertThat(primary(verdict).cause()).isEqualTo("host/accelerator-broken");
    assertThat(primary(verdict).advice()).contains("`machine.accelerator` to tcg");
  }

  @Test
  void qemuKilledFromOutsideIsTheHostsFault() {
    Finding primary = primary(run.at(9, new Event.MachineExited(137, false, "")).verdict());
    assertThat(primary.cause()).isEqualTo("host/qemu-died");
    assertThat(primary.detail()).contains("signal 9");
  }
}
