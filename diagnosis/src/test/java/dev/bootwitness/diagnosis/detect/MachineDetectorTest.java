package dev.bootwitness.diagnosis.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.diagnosis.catalogue.Causes;
import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.diagnosis.catalogue.Severity;
import dev.bootwitness.diagnosis.facts.FindingLog;
import dev.bootwitness.diagnosis.rules.RuleEngine;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Stage;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineDetectorTest {
  private static final String GUEST_RESET = "{\"guest\": true, \"reason\": \"guest-reset\"}";

  private final FindingLog known = new FindingLog(Causes.bundled());
  private final MachineDetector detector = new MachineDetector(RuleEngine.bundled(), known);

  private Optional<String> signal(String name, String detail, Stage stage) {
    return cause(detector.signal(new Event.MachineSignal(name, detail), stage, false));
  }

  private Optional<String> exit(int status, String stderr) {
    return cause(detector.exited(new Event.MachineExited(status, false, stderr)));
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
          SHUTDOWN       | {"guest": true, "reason": "guest-shutdown"} | guest/unexpected-poweroff
          SHUTDOWN       | {"guest":true,"reason":"guest-reset"}       | guest/unexpected-reboot
          SHUTDOWN       | {"guest":true,"reason":"guest-panic"}       | kernel/panic
          RESET          | {"guest":true,"reason":"guest-reset"}       | guest/unexpected-reboot
          GUEST_PANICKED | {"action":"pause"}                          | kernel/panic
          BLOCK_IO_ERROR | {"action":"stop","nospace":true}            | host/disk-full
          BLOCK_IO_ERROR | {"action":"report","operation":"read","nospace":false} | kernel/io-error
          BLOCK_IMAGE_CORRUPTED | {"node-name":"data0","msg":"unaligned","fatal":false} | kernel/io-error
          """)
  void aSignalOfQemuNamesItsCause(String name, String detail, String cause) {
    assertThat(signal(name, detail, Stage.USERSPACE)).contains(cause);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          SHUTDOWN       | {"guest":false,"reason":"host-qmp-quit"}
          RESET          | {"guest":false,"reason":"host-qmp-system-reset"}
          RTC_CHANGE     | {"offset":0}
          """)
  void whatTheHostAskedForAndOrdinarySignalsNameNothing(String name, String detail) {
    assertThat(signal(name, detail, Stage.USERSPACE)).isEmpty();
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
    assertThat(signal("GUEST_PANICKED", "", Stage.KERNEL)).isEmpty();
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
          """)
  void theEndOfQemuNamesItsCause(int status, String stderr, String cause) {
    assertThat(exit(status, stderr)).contains(cause);
  }

  @Test
  void qemuThatEndsAfterTheGuestShutDownHasNotDied() {
    assertThat(signal("SHUTDOWN", "{\"reason\":\"guest-shutdown\"}", Stage.LOGIN)).isPresent();
    assertThat(exit(0, "")).isEmpty();
  }
}
