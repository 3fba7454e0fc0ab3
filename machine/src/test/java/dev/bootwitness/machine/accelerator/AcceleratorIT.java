package dev.bootwitness.machine.accelerator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.machine.Accelerator;
import dev.bootwitness.machine.host.ProgramPath;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AcceleratorIT {

  private static final ProgramPath PATH = ProgramPath.ofProcess();

  private final QemuProbeRunner runner = new QemuProbeRunner(PATH, System::nanoTime);

  @TempDir Path directory;

  @Test
  void emulationComputesTheRightResult() throws Exception {
    assertThat(runner.run(Accelerator.TCG, AcceleratorProber.TCG_CAP).result())
        .isInstanceOf(Probe.Finished.class);
  }

  @Test
  void aProbeThatTakesTooLongIsEnded() throws Exception {
    Duration cap = Duration.ofMillis(1);

    assertThat(runner.run(Accelerator.TCG, cap).result()).isEqualTo(new Probe.TooSlow(cap));
  }

  @Test
  void aProcessorQemuDoesNotKnowIsRefusedInItsWords() throws Exception {
    Accelerator unknown = new Accelerator(Accelerator.Kind.TCG, "no-such-cpu");

    assertThat(runner.run(unknown, AcceleratorProber.TCG_CAP).result())
        .isInstanceOfSatisfying(
            Probe.Refused.class, refused -> assertThat(refused.said()).contains("no-such-cpu"));
  }

  @Test
  void theChoiceIsTheFastestThatFinishedAndIsMadeOnce() throws Exception {
    AcceleratorChooser chooser =
        new AcceleratorChooser(
            PATH,
            KvmDevice.ofHost(),
            new AcceleratorCache(directory.resolve("accelerator.json")),
            runner,
            System::nanoTime);

    AcceleratorChoice first = chooser.choose(AcceleratorRequest.AUTO);
    AcceleratorChoice second = chooser.choose(AcceleratorRequest.AUTO);

    List<Duration> times =
        first.probes().stream().flatMap(probe -> probe.took().stream()).sorted().toList();
    assertThat(first.probes())
        .filteredOn(probe -> probe.accelerator().equals(first.accelerator()))
        .singleElement()
        .satisfies(probe -> assertThat(probe.took()).contains(times.getFirst()));
    assertThat(first.reason()).contains("probe guest").contains("emulation");
    assertThat(second.cached()).isTrue();
    assertThat(second.probes()).isEqualTo(first.probes());
  }
}
