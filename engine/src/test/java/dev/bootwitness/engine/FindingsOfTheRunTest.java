package dev.bootwitness.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.console.captor.ForegroundProgram;
import dev.bootwitness.console.login.LoginProblem;
import dev.bootwitness.console.login.LoginResult;
import dev.bootwitness.diagnosis.catalogue.Causes;
import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.diagnosis.catalogue.Severity;
import dev.bootwitness.engine.boot.BootFindings;
import dev.bootwitness.engine.boot.LoginFindings;
import dev.bootwitness.engine.boot.Stillness;
import dev.bootwitness.engine.host.MachineFindings;
import dev.bootwitness.machine.failure.MachineFailure;
import dev.bootwitness.record.Fault;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Stage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way a run can stop has a cause in the catalogue. */
class FindingsOfTheRunTest {

  private static final Stillness NORMAL = Stillness.silence(BootFindings.NORMAL_SILENCE);
  private static final Stillness RECENT = Stillness.silence(Duration.ofMillis(500));
  private static final String BUDGET = "60 s x 4.0 (emulation) = 240 s";
  private static final Optional<String> LAST = Optional.of("Starting something…");

  static List<MachineFailure> machineFailures() {
    return List.of(
        new MachineFailure.ToolMissing("qemu-system-x86_64", "qemu-system-x86", "/bin"),
        new MachineFailure.FirmwareMissing(Path.of("/usr/share/OVMF/OVMF_CODE_4M.fd"), "ovmf"),
        new MachineFailure.ImageUnreadable(Path.of("/a.iso"), "the file is empty"),
        new MachineFailure.OutOfMemory("said"),
        new MachineFailure.NoRoom("a core", Duration.ofMinutes(10), List.of("spark (process 7)")),
        new MachineFailure.DiskFull("said"),
        new MachineFailure.AcceleratorBroken("kvm", "QEMU aborted"),
        new MachineFailure.Died(1, "said"),
        new MachineFailure.Unresponsive("a greeting", Duration.ofSeconds(5), false),
        new MachineFailure.Stopped(7, false),
        new MachineFailure.Silent(7, 'D', Duration.ofSeconds(60)),
        new MachineFailure.MonitorRefused("said"),
        new MachineFailure.HostRefused("make a directory", "Permission denied"));
  }

  @Test
  void noFailureOfAMachineIsLeftOutOfTheseTests() {
    assertThat(machineFailures().stream().map(Object::getClass))
        .containsExactlyInAnyOrder(
            Stream.of(MachineFailure.class.getPermittedSubclasses()).toArray(Class<?>[]::new));
  }

  @ParameterizedTest
  @MethodSource("machineFailures")
  void everyFailureOfAMachineIsTheHostsAndSaysWhatHappened(MachineFailure failure) {
    Finding finding = MachineFindings.of(failure);

    assertThat(finding.cause()).startsWith("host/");
    assertThat(Causes.bundled().find(finding.cause())).isPresent();
    assertThat(finding.detail()).isEqualTo(failure.describe());
    assertThat(finding.advice()).isNotBlank();
    assertThat(finding.fault()).isEqualTo(Fault.HOST);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          host/port-in-use        | qemu: -netdev user: Could not set up host forwarding rule 'tcp::22-:22'
          host/image-locked       | qemu: -drive file=a.qcow2: Failed to get shared "write" lock
          host/out-of-memory      | qemu: cannot set up guest memory 'pc.ram': Cannot allocate memory
          host/disk-full          | qemu-img: a: Could not write: No space left on device
          host/accelerator-broken | Could not access KVM kernel module: Permission denied
          host/accelerator-broken | qemu-system-x86_64: ../accel/kvm/kvm-all.c:1953: kvm_irqchip_commit_routes: Assertion `ret == 0' failed.
          host/qemu-died          | segfault
          """)
  void theWordsOfAQemuThatEndedNameTheCause(String cause, String words) {
    Finding finding = MachineFindings.of(new MachineFailure.Died(1, "warning: first\n" + words));

    assertThat(finding.cause()).isEqualTo(cause);
    assertThat(finding.quote()).contains(words);
  }

  @Test
  void aMissingPackageIsNamedInTheCommandThatInstallsIt() {
    assertThat(MachineFindings.of(machineFailures().get(0)).advice())
        .isEqualTo("Install it: apt-get install qemu-system-x86");
    assertThat(MachineFindings.of(machineFailures().get(1)).advice())
        .isEqualTo("Install it: apt-get install ovmf");
  }

  @ParameterizedTest
  @EnumSource(
      value = LoginProblem.class,
      mode = Mode.EXCLUDE,
      names = {"NO_PROMPT", "HOPELESS", "INTERRUPTED"})
  void everyProblemOfALoginIsNamedWithWhatTheConsoleShowed(LoginProblem problem) {
    assertThat(LoginFindings.of(new LoginResult.Refused(problem, "what happened", "shown")))
        .map(FindingBuilder::finding)
        .hasValueSatisfying(finding -> {
          assertThat(finding.detail()).isEqualTo("what happened");
          assertThat(finding.quote()).isEqualTo("shown");
          assertThat(finding.channel()).isEqualTo("serial");
        });
  }

  @Test
  void aProgramThatWasLeftAtALoginIsAWarning() {
    ForegroundProgram less =
        new ForegroundProgram(ForegroundProgram.Kind.PAGER, "less", "(END)", true, List.of("q"));

    Finding finding = LoginFindings.left(less).finding();

    assertThat(Causes.bundled().get(finding.cause()).severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.detail())
        .isEqualTo("less (a pager), showing \"(END)\", held the console at login and was closed");
    assertThat(finding.quote()).isEqualTo("(END)");
  }

  @ParameterizedTest
  @EnumSource(
      value = LoginProblem.class,
      names = {"NO_PROMPT", "HOPELESS", "INTERRUPTED"})
  void whatIsNoFaultOfTheLoginIsNotNamedByIt(LoginProblem problem) {
    assertThat(LoginFindings.of(new LoginResult.Refused(problem, "", ""))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Stage.class)
  void aBootThatStillMovedAtItsDeadlineSaysNothingAboutTheImage(Stage stage) {
    Finding finding =
        BootFindings.deadlinePassed(
                stage, BUDGET, Stillness.silence(Duration.ofMillis(1200)), false, LAST)
            .finding();

    assertThat(finding.cause()).isEqualTo("run/timed-out");
    assertThat(finding.fault()).isNull();
    assertThat(finding.quote()).isEqualTo("Starting something…");
    assertThat(finding.detail())
        .isEqualTo(
            "the boot deadline of 60 s x 4.0 (emulation) = 240 s ended at stage "
                + stage.id()
                + ", waiting for a login prompt or a shell; the last console output came 1.2 s earlier");
  }

  @Test
  void aConsoleThatNeverSaidAnythingIsNotSaidToHaveMoved() {
    assertThat(
            BootFindings.deadlinePassed(
                    Stage.POWER_ON,
                    "1 s",
                    Stillness.silence(Duration.ofSeconds(1)),
                    false,
                    Optional.empty())
                .finding()
                .detail())
        .isEqualTo(
            "the boot deadline of 1 s ended at stage power-on, waiting for a login prompt or a"
                + " shell; nothing had been printed yet");
  }

  @ParameterizedTest
  @CsvSource({
    "POWER_ON, console/stalled",
    "FIRMWARE, console/stalled",
    "LOADER, loader/silent-after-load",
    "KERNEL, console/stalled",
    "INITRD, console/stalled",
    "USERSPACE, console/no-getty",
  })
  void aBootThatFellSilentIsNamedByItsStage(Stage stage, String cause) {
    Finding finding = BootFindings.deadlinePassed(stage, BUDGET, NORMAL, false, LAST).finding();

    assertThat(finding.cause()).isEqualTo(cause);
    assertThat(finding.detail())
        .isEqualTo(
            "the console was silent for the last 30.0 s of the boot deadline of 60 s x 4.0 (emulation) = 240 s; stage"
                + " reached: "
                + stage.id());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [ ***  ] Job hold.service/start running (28s / no limit)                          | hold.service for 28s (no limit)
          [   ***] Job dev-disk-by\\x2duuid-deadbeef\\x2…tart running (1min 26s / 1min 31s)  | dev-disk-by\\x2duuid-deadbeef\\x2 for 1min 26s (limit: 1min 31s)
          [**    ] (2 of 3) A start job is running for /dev/vdb (1min 2s / 1min 30s)        | /dev/vdb for 1min 2s (limit: 1min 30s)
          [     *] A start job is running for Wait (for it) to be online (2h 4min 1s / no limit) | Wait (for it) to be online for 2h 4min 1s (no limit)
          """)
  void aUnitThatHoldsUpTheBootIsNamed(String line, String told) {
    Finding finding =
        BootFindings.deadlinePassed(Stage.USERSPACE, BUDGET, RECENT, false, Optional.of(line))
            .finding();

    assertThat(finding.cause()).isEqualTo("systemd/unit-stuck");
    assertThat(finding.detail()).endsWith("when systemd had waited for " + told);
  }

  @Test
  void aUnitThatHasJustBegunIsNotBlamed() {
    String line = "[ ***  ] A start job is running for The application (9s / 1min 30s)";

    assertThat(
            BootFindings.deadlinePassed(Stage.USERSPACE, BUDGET, RECENT, false, Optional.of(line))
                .finding()
                .cause())
        .isEqualTo("run/timed-out");
  }

  @Test
  void aConsoleThatRepeatsItselfIsNotCalledSilent() {
    assertThat(
            BootFindings.deadlinePassed(
                    Stage.LOADER, BUDGET, new Stillness(Duration.ofSeconds(61), true), false, LAST)
                .finding()
                .detail())
        .startsWith("the console repeated itself and showed nothing new for the last 61.0 s");
  }

  @Test
  void aGuestThatComputesNothingIsBelievedSooner() {
    Duration quiet = Duration.ofSeconds(12);
    assertThat(
            BootFindings.deadlinePassed(
                    Stage.USERSPACE, BUDGET, Stillness.silence(quiet), true, LAST)
                .finding()
                .cause())
        .isEqualTo("console/no-getty");
    assertThat(
            BootFindings.deadlinePassed(
                    Stage.USERSPACE, BUDGET, Stillness.silence(quiet), false, LAST)
                .finding()
                .cause())
        .isEqualTo("run/timed-out");
  }

  @Test
  void everyStageOfASilentBootHasACauseInTheCatalogue() {
    assertThat(EnumSet.allOf(Stage.class))
        .extracting(
            s -> BootFindings.deadlinePassed(s, BUDGET, NORMAL, false, LAST).finding().cause())
        .allSatisfy(cause -> assertThat(Causes.bundled().find(cause)).isPresent());
  }
}
