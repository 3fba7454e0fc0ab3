package dev.bootwitness.machine.accelerator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bootwitness.machine.config.Accelerator;
import dev.bootwitness.machine.failure.MachineException;
import dev.bootwitness.machine.failure.MachineFailure;
import dev.bootwitness.machine.host.ProgramPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  /**
   * A KVM that hangs, crawls or aborts, played by a QEMU of our own that on any other accelerator
   * is the real one; the device is a file.
   */
  @ParameterizedTest
  @CsvSource({
    "exec sleep 1000, did not finish",
    "'sleep 3; exec %1$s -accel tcg \"$@\"', did not finish",
    "'echo kvm: Assertion failed >&2; kill -ABRT $$', QEMU aborted"
  })
  void aKvmThatDoesNotRunGuestsIsRefusedAndWhoInsistsOnItIsTold(String behaviour, String reason)
      throws Exception {
    Path real = PATH.find("qemu-system-x86_64").orElseThrow();
    Path fake = directory.resolve("qemu-system-x86_64");
    Files.writeString(
        fake,
        """
        #!/bin/sh
        case "$*" in *"-accel kvm"*) %s;; esac
        exec %s "$@"
        """
            .formatted(behaviour.formatted(real), real));
    assertThat(fake.toFile().setExecutable(true)).isTrue();
    ProgramPath path = new ProgramPath(directory + ":" + System.getenv("PATH"));
    AcceleratorChooser chooser =
        new AcceleratorChooser(
            path,
            new KvmDevice(Files.createFile(directory.resolve("kvm"))),
            new AcceleratorCache(directory.resolve("accelerator.json")),
            new QemuProbeRunner(path, System::nanoTime),
            System::nanoTime);

    AcceleratorChoice choice = chooser.choose(AcceleratorRequest.AUTO);

    assertThat(choice.accelerator()).isEqualTo(Accelerator.TCG);
    assertThat(choice.reason()).startsWith("kvm refused: ").contains(reason);
    assertThatThrownBy(() -> chooser.choose(AcceleratorRequest.KVM))
        .isInstanceOfSatisfying(
            MachineException.class,
            e -> assertThat(e.failure()).isInstanceOf(MachineFailure.AcceleratorBroken.class));
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
