package dev.bootwitness.diagnosis.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.diagnosis.Run;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Fault;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Outcome;
import dev.bootwitness.record.QemuReport;
import dev.bootwitness.record.Stage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guests that stall, restart or are stopped while a run waits for them. */
class LiveStallTest {

  private static final Event IDLE = new Event.ProcessorsSeen("idle", "the guest is idle", false);
  private static final Event BUSY = new Event.ProcessorsSeen("moves", "the guest computes", false);
  private static final String UP = "[  OK  ] Reached target multi-user.target - Multi-User System.";
  private static final String STUCK =
      "[   %d.586051] INFO: task touch:114 blocked for more than 3 seconds.";
  private static final QemuReport RESET = QemuReport.because("guest-reset");

  private final Run run = Run.poweredOn();

  private Optional<String> fatal() {
    return run.diagnosis.fatal().map(Finding::cause);
  }

  private List<String> causes() {
    return run.diagnosis.findings().stream().map(Finding::cause).toList();
  }

  @Test
  void aKernelThatStartsUnderTheChecksIsAnother() {
    String banner = "[    0.000000] Linux version 6.1.0-50-cloud-amd64 (debian) #1 SMP";
    run.stage(2, Stage.KERNEL).stage(3, Stage.READY).line(4, banner);
    assertThat(fatal()).isEmpty();
    run.at(5, new Event.SideChannelTried(true, "uid 0", 0.1)).line(6, "Linux version 6.1 (a log)");
    assertThat(fatal()).isEmpty();
    run.line(7, banner);
    assertThat(fatal()).contains("guest/unexpected-reboot");
  }

  @Test
  void aSystemThatIsUpWithoutHavingStartedALoginIsNamedAsSoonAsItIsStill() {
    run.stage(2, Stage.USERSPACE).line(4, "[  OK  ] Started cron.service - Cron.").line(5, UP);
    assertThat(run.diagnosis.stillnessDecides()).isTrue();
    run.at(5.5, IDLE).at(6.5, BUSY);
    assertThat(fatal()).isEmpty();
    run.at(6.6, IDLE);
    assertThat(fatal()).contains("console/no-getty");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[  OK  ] Started serial-getty@ttyS0.service - Serial Getty on ttyS0.",
        "[  OK  ] Started Serial Getty on hvc0.",
        "[  OK  ] Started my-app.service - The kiosk's console.",
        "[  OK  ] Started debug-shell.service - Early root shell on /dev/ttyS0 FOR DEBUGGING ONLY."
      })
  void aLoginThatWasStartedMayWaitForOtherJobs(String started) {
    run.stage(2, Stage.USERSPACE).line(4, started).line(5, UP).at(11, IDLE);
    assertThat(fatal()).isEmpty();
    run.at(13.5, IDLE);
    assertThat(fatal()).contains("console/no-getty");
  }

  @Test
  void aTaskThatIsStuckInABootThatStandsStillIsTheEndOfIt() {
    run.stage(1, Stage.INITRD).line(2, "[    2.000000] EXT4-fs (nvme0n1): mounted");
    assertThat(run.diagnosis.stillnessDecides()).isFalse();
    run.line(6, STUCK.formatted(6)).line(6.1, "[    6.587012] Call Trace:");
    assertThat(run.diagnosis.stillnessDecides()).isTrue();
    run.at(6.8, BUSY);
    assertThat(fatal()).isEmpty();
    run.at(7, IDLE);
    assertThat(fatal()).contains("kernel/lockup");
    assertThat(run.verdict().fault()).isEqualTo(Fault.IMAGE);
  }

  @Test
  void aTaskThatIsStuckWhileTheBootGoesOnEndsNothing() {
    run.stage(1, Stage.INITRD)
        .line(2, "[    2.000000] a")
        .line(6, STUCK.formatted(6))
        .line(8, "[    8.000000] usb 1-1: new device");
    run.at(9, IDLE);
    assertThat(fatal()).isEmpty();
    assertThat(run.verdict().outcome()).isEqualTo(Outcome.INCONCLUSIVE);
  }

  @Test
  void complaintsOfAStuckKernelAreNoSignThatTheBootGoesOn() {
    run.stage(1, Stage.USERSPACE)
        .line(2, "[FAILED] Failed to start app.service - The application.")
        .line(8, STUCK.formatted(8))
        .line(11, STUCK.formatted(11));
    run.at(12.5, IDLE);
    assertThat(fatal()).contains("systemd/unit-failed");
  }

  @Test
  void aRootThatTheKernelWaitsForWithoutEndIsTheEndOfTheBoot() {
    run.stage(1, Stage.KERNEL)
        .line(2, "[    1.448158] Waiting for root device PARTUUID=0bad-01...");
    run.at(5, IDLE).at(11.5, BUSY);
    assertThat(fatal()).isEmpty();
    run.at(12.5, IDLE);
    assertThat(fatal()).contains("initrd/root-device-missing");
    assertThat(run.verdict().fault()).isEqualTo(Fault.IMAGE);
  }

  @Test
  void aRootThatOnlyComesLateIsNotMissing() {
    run.stage(1, Stage.KERNEL)
        .line(2, "[    1.448158] Waiting for root device /dev/mmcblk0p2...")
        .line(4, "[    3.500000] VFS: Mounted root (ext4 filesystem) readonly on device 179:2.");
    run.at(15, IDLE);
    assertThat(fatal()).isEmpty();
    assertThat(causes()).isEmpty();
  }

  @Test
  void aRestartThatTheSpecExpectsIsPartOfTheBoot() {
    run.at(0, new Event.RestartsExpected(1)).stage(1, Stage.KERNEL).stage(2, Stage.USERSPACE);
    run.line(3, "[    3.000000] reboot: Restarting system")
        .at(3, new Event.MachineSignal("RESET", "{}", RESET))
        .stage(4, Stage.FIRMWARE)
        .stage(5, Stage.KERNEL)
        .stage(6, Stage.USERSPACE);
    assertThat(causes()).isEmpty();
    run.line(7, "[    3.000000] reboot: Restarting system");
    assertThat(causes()).containsExactly("guest/unexpected-reboot");
  }

  @Test
  void aRestartUnderTheChecksIsNoneOfThoseThatTheSpecExpects() {
    run.at(0, new Event.RestartsExpected(3))
        .ready()
        .at(70, new Event.SideChannelTried(true, "", 0));
    run.at(80, new Event.MachineSignal("RESET", "{}", RESET));
    assertThat(causes()).containsExactly("guest/unexpected-reboot");
  }

  @Test
  void aMachineThatSomebodyPausesSaysNothingAboutItsImage() {
    run.stage(1, Stage.KERNEL).at(3, new Event.MachineSignal("STOP", "{}", QemuReport.NONE));
    assertThat(fatal()).contains("host/qemu-stalled");
    assertThat(run.verdict().fault()).isEqualTo(Fault.HOST);
    run.at(4, new Event.MachineSignal("RESUME", "{}", QemuReport.NONE));
    assertThat(causes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"freeze", "evidence"})
  void aMachineThatWeStopOurselvesIsNotStalled(String phase) {
    run.stage(1, Stage.KERNEL)
        .at(3, new Event.PhaseStarted(phase))
        .at(3, new Event.MachineSignal("STOP", "{}", QemuReport.NONE))
        .at(4, new Event.MachineSignal("RESUME", "{}", QemuReport.NONE))
        .at(4, new Event.PhaseEnded(phase, true, 1, ""));
    assertThat(causes()).isEmpty();
  }

  @Test
  void aMachineThatStopsForAReasonThatQemuTellsHasThatCause() {
    run.stage(1, Stage.KERNEL)
        .at(
            3,
            new Event.MachineSignal(
                "BLOCK_IO_ERROR", "{}", QemuReport.ofDisk("", "write", true, "")))
        .at(3, new Event.MachineSignal("STOP", "{}", QemuReport.NONE));
    assertThat(causes()).containsExactly("host/disk-full");
  }
}
