package dev.bootwitness.diagnosis.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.diagnosis.Run;
import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;

class SilentKernelTest {

  private static final Event WAITS = new Event.ProcessorsSeen("idle", "the guest is idle", true);
  private static final Event FIRMWARE =
      new Event.ProcessorsSeen("idle", "the guest is idle", false);

  private final Run run = Run.poweredOn();

  private void words(String... words) {
    var argv = new java.util.ArrayList<>(List.of("qemu-system-x86_64", "-kernel", "vmlinuz"));
    argv.addAll(List.of(words));
    run.at(0.1, new Event.MachineStarted(7, "7.2", "tcg", argv));
  }

  private List<String> causes() {
    return run.diagnosis.findings().stream().map(Finding::cause).toList();
  }

  @Test
  void aKernelWhoseWordsNameAnotherConsoleIsNotWaitedForWhenItStandsStill() {
    words("-append", "quiet console=ttyS1");
    run.at(8, WAITS);
    assertThat(causes()).containsExactly("kernel/no-serial-console");
    assertThat(run.diagnosis.fatal()).isEmpty();
    run.at(20.5, WAITS);
    assertThat(run.diagnosis.fatal())
        .hasValueSatisfying(found -> assertThat(found.quote()).contains("console=ttyS1"));
  }

  @Test
  void aKernelWithoutAConsoleHereComesBeforeTheLoginThatItCouldNotShow() {
    words("-append", "quiet console=ttyS1");
    run.at(8, WAITS)
        .at(
            8.1,
            new Event.FindingMade(
                FindingBuilder.of("console/no-getty", "the image starts no login", "host", "")));

    assertThat(run.diagnosis.primary())
        .hasValueSatisfying(
            found -> assertThat(found.cause()).isEqualTo("kernel/no-serial-console"));
  }

  @Test
  void aLoginThatComesAfterAllVoidsIt() {
    words("-append", "console=ttyS1");
    run.at(8, WAITS).stage(12, Stage.LOGIN);
    assertThat(causes()).isEmpty();
  }

  @Test
  void aQuietKernelWithTheRightWordsHasNoLoginOnTheLine() {
    words("-append", "quiet console=ttyS0,115200");
    run.at(8, WAITS).at(40, WAITS);
    assertThat(causes()).containsExactly("console/no-getty");
    assertThat(run.diagnosis.fatal()).isEmpty();
    assertThat(run.diagnosis.standstill()).isPresent();
    run.stage(41, Stage.LOGIN);
    assertThat(causes()).isEmpty();
  }

  @Test
  void wordsThatAreInTheImageAreNotKnown() {
    run.at(8, WAITS).at(40, WAITS);
    assertThat(causes()).containsExactly("kernel/no-serial-console");
    assertThat(run.diagnosis.fatal()).isEmpty();
  }

  @Test
  void firmwareThatWaitsIsNoKernelAndWhoHasSpokenIsNotSilent() {
    run.at(8, FIRMWARE);
    run.stage(9, Stage.KERNEL).line(9.1, "[    0.000000] Linux version 6.1").at(30, WAITS);
    assertThat(causes()).isEmpty();
  }
}
