package dev.bootwitness.diagnosis.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.diagnosis.Run;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class ScreenDetectorTest {

  private static final String KERNEL =
      """
      [    0.812345] pci 0000:00:01.0: BAR 0: assigned
      [    1.004711] Run /init as init process
      """;

  private static final String GRUB =
      """
                             GNU GRUB  version 2.06-13+deb12u1

       *Debian GNU/Linux
            Use the ^ and v keys to select which entry is highlighted.
            Press enter to boot the selected OS, `e' to edit the commands
            before booting or `c' for a command-line.
      """;

  private static final Event IDLE = new Event.ProcessorsSeen("idle", "the guest is idle", false);

  private final Run run = Run.poweredOn();

  private List<String> causes() {
    return run.diagnosis.findings().stream().map(Finding::cause).toList();
  }

  private Run shows(String text, boolean exact, double unchanged, double silent) {
    return run.at(
        silent, new Event.ScreenSeen("evidence/001-screen.png", text, exact, unchanged, silent));
  }

  @Test
  void aKernelThatOnlyTheScreenShowsHasNoSerialConsole() {
    shows(KERNEL, true, 0, 12);

    Finding finding = run.diagnosis.standstill().orElseThrow();
    assertThat(finding.cause()).isEqualTo("kernel/no-serial-console");
    assertThat(finding.channel()).isEqualTo("screen");
    assertThat(finding.quote())
        .isEqualTo("[    1.004711] Run /init as init process  (evidence/001-screen.png)");
    assertThat(run.verdict().primary()).isEqualTo(finding);
  }

  @Test
  void theNameIsTakenBackWhenTheKernelSpeaksOnSerialAfterAll() {
    shows(KERNEL, true, 0, 12);
    run.line(13, "[    0.000000] Linux version 6.1.0 (a@b)").stage(13, Stage.KERNEL);

    assertThat(causes()).isEmpty();
    assertThat(run.diagnosis.standstill()).isEmpty();
  }

  @Test
  void aShortSilenceSaysNothingYet() {
    shows(KERNEL, true, 0, 4);

    assertThat(causes()).isEmpty();
  }

  @Test
  void aLoginPromptOnTheScreenOfAnIdleMachineEndsTheWaitAtOnce() {
    String screen = "Debian tty1\n\ndebian login:";
    shows(screen, true, 0, 6).at(7, IDLE);
    assertThat(run.diagnosis.fatal()).isEmpty();
    shows(screen, true, 3, 9);
    run.at(10, new Event.ProcessorsSeen("moves", "the guest computes", false));
    assertThat(run.diagnosis.fatal()).isEmpty();
    run.at(11, IDLE);
    assertThat(run.diagnosis.fatal()).map(Finding::cause).contains("kernel/no-serial-console");
  }

  @Test
  void aBootThatGoesNoFurtherOnTheScreenEndsTheWait() {
    shows(KERNEL, true, 10, 16).at(17, IDLE);
    assertThat(run.diagnosis.fatal()).isEmpty();
    shows(KERNEL, true, 20, 26).at(27, IDLE);
    assertThat(run.diagnosis.fatal())
        .map(Finding::detail)
        .get()
        .asString()
        .contains("a boot that has stopped");
  }

  @Test
  void anIdleMachineWhoseKernelSpeaksOnSerialIsNotJudgedByItsScreen() {
    run.stage(1, Stage.KERNEL);
    shows("debian login:", true, 20, 26).at(27, IDLE);
    assertThat(causes()).isEmpty();
  }

  @Test
  void aLoginThatCameOnTheScreenAloneIsNoneOnALineThatHasLongBeenSilent() {
    run.stage(1, Stage.KERNEL).line(2, "[   26.371851] platform regulatory.0: no firmware");
    shows("Debian 12 nixos tty1\nnixos login: nixos Cautomatic login)\n$", false, 0, 8);
    run.at(10, IDLE).at(27, IDLE);
    assertThat(causes()).isEmpty();
    run.at(31, IDLE);
    assertThat(run.diagnosis.fatal()).map(Finding::cause).contains("console/no-getty");
  }

  @Test
  void aQuietKernelThatWritesToThisLineIsNotMissedThere() {
    run.at(
        0.1,
        new Event.MachineStarted(
            7, "7.2", "tcg", List.of("qemu", "-append", "quiet console=tty0 console=ttyS0")));
    shows("debian login:", true, 3, 9).at(11, IDLE);
    assertThat(causes()).isEmpty();
    run.at(29, IDLE);
    assertThat(run.diagnosis.fatal()).map(Finding::cause).contains("console/no-getty");
    assertThat(causes()).containsExactly("console/no-getty");
  }

  @ParameterizedTest
  @EnumSource(
      value = Stage.class,
      mode = Mode.EXCLUDE,
      names = {"POWER_ON", "FIRMWARE", "LOADER"})
  void oncesTheKernelWasSeenOnSerialTheScreenOnlyRepeatsIt(Stage stage) {
    run.stage(1, stage);
    shows(KERNEL, true, 0, 12);

    assertThat(causes()).isEmpty();
  }

  @Test
  void oneLineRecognisedInAPictureIsNotEnough() {
    shows("[ 1,004711] Run finit as init process\nxx", false, 0, 12);

    assertThat(causes()).isEmpty();
  }

  @Test
  void severalLinesRecognisedInAPictureAreAKernelInSpiteOfMistakes() {
    shows("[ 0.812345] pci 0000:00:01.0: BAR O\n[ 1,004711] Run finit", false, 0, 12);

    assertThat(causes()).containsExactly("kernel/no-serial-console");
  }

  @Test
  void aLoginPromptOnTheScreenIsARunningSystem() {
    shows("Debian GNU/Linux 12 debian tty1\n\ndebian login:", false, 0, 40);

    assertThat(causes()).containsExactly("kernel/no-serial-console");
  }

  @Test
  void aLoginPromptThatStandsOnTheScreenEndsTheWait() {
    String screen = "Debian tty1\n\ndebian login: [    2.542952] eth0: link becomes ready\n";
    shows(screen, true, 0, 12);
    assertThat(run.diagnosis.fatal()).isEmpty();
    shows(screen, true, 11, 23);
    assertThat(run.diagnosis.fatal()).map(Finding::cause).contains("kernel/no-serial-console");
  }

  @Test
  void aMenuThatStandsWithoutACountdownWaitsForAKey() {
    shows(GRUB, true, 12, 15);

    assertThat(causes()).containsExactly("loader/waiting-at-menu");
    assertThat(run.diagnosis.fatal()).isPresent();
  }

  @Test
  void aMenuThatJustCameOrCountsDownIsNoFinding() {
    shows(GRUB, true, 0, 15);
    shows(GRUB + "  The highlighted entry will be executed automatically in 5s.", true, 12, 30);

    assertThat(causes()).isEmpty();
  }

  @Test
  void firmwareThatTalksOnlyToTheScreenIsHeard() {
    shows("SeaBIOS (version 1.16.2)\nBooting from Floppy...\n\nNo bootable device.", true, 0, 11);

    assertThat(causes()).containsExactly("firmware/no-bootable-device");
    assertThat(run.diagnosis.fatal()).isPresent();
  }

  @Test
  void aLoadersPromptOnTheScreenIsHeardWhenItIsTheLastLine() {
    shows("error: no such device\nEntering rescue mode...\ngrub rescue>", true, 0, 11);

    assertThat(causes()).contains("loader/rescue-shell");
  }

  @Test
  void theSameScreenSeenAgainIsOneFinding() {
    shows(KERNEL, true, 0, 12);
    shows(KERNEL, true, 11, 23);

    assertThat(causes()).containsExactly("kernel/no-serial-console");
  }

  @Test
  void aScreenOfAMachineThatIsBeingEndedSaysNothing() {
    run.at(20, new Event.PhaseStarted("shutdown"));
    shows(KERNEL, true, 0, 21);

    assertThat(causes()).isEmpty();
  }
}
