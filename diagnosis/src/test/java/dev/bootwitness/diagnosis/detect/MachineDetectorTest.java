package dev.bootwitness.diagnosis.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.diagnosis.catalogue.Causes;
import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.diagnosis.catalogue.Severity;
import dev.bootwitness.diagnosis.facts.FindingLog;
import dev.bootwitness.diagnosis.rules.HostWords;
import dev.bootwitness.diagnosis.rules.RuleEngine;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.QemuReport;
import dev.bootwitness.record.Stage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineDetectorTest {
  private static final QemuReport GUEST_RESET = QemuReport.because("guest-reset");

  private final FindingLog known = new FindingLog(Causes.bundled());
  private final MachineDetector detector =
      new MachineDetector(known, new HostWords(RuleEngine.bundled()));

  private Optional<String> signal(String name, QemuReport report, Stage stage) {
    return cause(detector.signal(new Event.MachineSignal(name, "{}", report), stage, false));
  }

  private Optional<String> exit(int status, String stderr) {
    return cause(detector.exited(new Event.MachineExited(status, false, stderr)));
  }

  private static String text(@Nullable String cell) {
    return cell == null ? "" : cell;
  }

  private static Optional<String> cause(Optional<FindingBuilder> findings) {
    return findings.map(FindingBuilder::finding).map(Finding::cause);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          SHUTDOWN              | guest-shutdown |       |       | false | guest/unexpected-poweroff
          SHUTDOWN              | guest-reset    |       |       | false | guest/unexpected-reboot
          SHUTDOWN              | guest-panic    |       |       | false | kernel/panic
          RESET                 | guest-reset    |       |       | false | guest/unexpected-reboot
          GUEST_PANICKED        |                | pause |       | false | kernel/panic
          BLOCK_IO_ERROR        |                |       | write | true  | host/disk-full
          BLOCK_IO_ERROR        |                |       | read  | false | kernel/io-error
          BLOCK_IMAGE_CORRUPTED | unaligned      |       |       | false | kernel/io-error
          """)
  void aSignalOfQemuNamesItsCause(
      String name,
      @Nullable String reason,
      @Nullable String action,
      @Nullable String operation,
      boolean noSpace,
      String cause) {
    QemuReport report =
        new QemuReport(text(reason), text(action), "data0", text(operation), noSpace);
    assertThat(signal(name, report, Stage.USERSPACE)).contains(cause);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          SHUTDOWN   | host-qmp-quit
          RESET      | host-qmp-system-reset
          RTC_CHANGE |
          """)
  void whatTheHostAskedForAndOrdinarySignalsNameNothing(String name, @Nullable String reason) {
    QemuReport report = QemuReport.because(text(reason));
    assertThat(signal(name, report, Stage.USERSPACE)).isEmpty();
  }

  @Test
  void firmwareMayResetTheMachineTwiceBeforeAKernelRuns() {
    assertThat(signal("RESET", GUEST_RESET, Stage.FIRMWARE)).isEmpty();
    assertThat(signal("RESET", GUEST_RESET, Stage.FIRMWARE)).isEmpty();
    assertThat(signal("RESET", GUEST_RESET, Stage.FIRMWARE)).contains("firmware/boot-loop");
  }

  @Test
  void aPanicReadOnTheConsoleIsNotReportedAgainByTheDevice() {
    Finding panic = FindingBuilder.of("kernel/panic-no-init", "no init", "serial", "");
    assertThat(known.add(panic, Severity.FATAL, 1, Stage.KERNEL, 1)).isTrue();
    assertThat(signal("GUEST_PANICKED", QemuReport.NONE, Stage.KERNEL)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          1   | qemu: -netdev user: Could not set up host forwarding rule 'tcp::22-:22' | host/port-in-use
          1   | qemu: -drive: Failed to get "write" lock                                | host/image-locked
          1   | qemu: -drive: Failed to get shared "write" lock                         | host/image-locked
          1   | qemu: cannot set up guest memory 'pc.ram': Cannot allocate memory       | host/out-of-memory
          1   | qemu: could not write: No space left on device                          | host/disk-full
          134 | qemu: ERROR: assertion failed                                           | host/qemu-died
          134 | qemu-system-x86_64: ../target/i386/kvm/kvm.c:3800: kvm_put_msrs: Assertion `ret == n' failed. | host/accelerator-broken
          134 | qemu-system-x86_64: /build/qemu/target/i386/kvm.c:2759: kvm_put_msrs: Assertion `ret == n' failed. | host/accelerator-broken
          134 | qemu-system-x86_64: ../accel/kvm/kvm-all.c:1953: kvm_irqchip_commit_routes: Assertion `ret == 0' failed. | host/accelerator-broken
          134 | qemu-system-x86_64: ../block/io.c:1964: bdrv_co_write_req_prepare: Assertion `child->perm' failed. | host/qemu-died
          134 | qemu-system-x86_64: ../hw/misc/kvmtool.c:12: f: Assertion `x' failed.   | host/qemu-died
          """)
  void theEndOfQemuNamesItsCause(int status, String stderr, String cause) {
    assertThat(exit(status, stderr)).contains(cause);
  }

  @Test
  void qemuThatEndsAfterTheGuestShutDownHasNotDied() {
    assertThat(signal("SHUTDOWN", QemuReport.because("guest-shutdown"), Stage.LOGIN)).isPresent();
    assertThat(exit(0, "")).isEmpty();
  }
}
