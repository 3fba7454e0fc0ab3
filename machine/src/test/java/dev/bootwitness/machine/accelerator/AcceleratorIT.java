package dev.bootwitness.machine.accelerator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bootwitness.machine.config.Accelerator;
import dev.bootwitness.machine.failure.MachineException;
import dev.bootwitness.machine.failure.MachineFailure;
import dev.bootwitness.machine.host.ProgramPath;
import java.io.IOException;
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
   * Simulates a KVM that hangs, crawls or aborts by a fake QEMU that runs the real one on any other
   * accelerator; the device is a file. The crawl is longer than the longest cap, which is twice
   * emulation's time on the slowest host; and it is not a child of a shell, so that it ends with
   * the probe.
   */
  @ParameterizedTest
  @CsvSource({
    "exec sleep 1000, did not finish",
    "'exec perl -e ''sleep 30; exec @ARGV'' REAL -accel tcg \"$@\"', did not finish",
    "'echo kvm: Assertion failed >&2; kill -ABRT $$', QEMU aborted"
  })
  void aKvmThatDoesNotRunGuestsIsRefusedAndWhoInsistsOnItIsTold(String behaviour, String reason)
      throws Exception {
    AcceleratorChooser chooser =
        chooser(
            qemuThat("case \"$*\" in *'-accel kvm'*) " + behaviour + ";; esac"), offeredDevice());

    AcceleratorChoice choice = chooser.choose(AcceleratorRequest.AUTO);

    assertThat(choice.accelerator()).isEqualTo(Accelerator.TCG);
    assertThat(choice.reason()).startsWith("kvm refused: ").contains(reason);
    assertThatThrownBy(() -> chooser.choose(AcceleratorRequest.KVM))
        .isInstanceOfSatisfying(
            MachineException.class,
            e -> assertThat(e.failure()).isInstanceOf(MachineFailure.AcceleratorBroken.class));
  }

  /** On any host: with a KVM that works, with one that does not, and with none. */
  @Test
  void theChoiceIsTheFastestThatFinishedAndIsMadeOnce() throws Exception {
    AcceleratorChooser chooser = chooser(PATH, KvmDevice.ofHost());

    AcceleratorChoice first = chooser.choose(AcceleratorRequest.AUTO);
    AcceleratorChoice second = chooser.choose(AcceleratorRequest.AUTO);

    List<Duration> times =
        first.probes().stream().flatMap(probe -> probe.took().stream()).sorted().toList();
    assertThat(first.probes())
        .filteredOn(probe -> probe.accelerator().equals(first.accelerator()))
        .singleElement()
        .satisfies(probe -> assertThat(probe.took()).contains(times.getFirst()));
    assertThat(first.probes())
        .filteredOn(probe -> probe.accelerator().kind() != first.accelerator().kind())
        .isNotEmpty()
        .allSatisfy(probe -> assertThat(first.reason()).contains(probe.result().describe()));
    assertThat(second.cached()).isTrue();
    assertThat(second.probes()).isEqualTo(first.probes());
  }

  @Test
  void withoutTheDeviceOnlyEmulationIsMeasuredAndTheReasonNamesTheDevice() throws Exception {
    Path absent = directory.resolve("kvm");

    AcceleratorChoice choice = chooser(PATH, new KvmDevice(absent)).choose(AcceleratorRequest.AUTO);

    assertThat(choice.accelerator()).isEqualTo(Accelerator.TCG);
    assertThat(choice.reason()).startsWith("kvm refused: " + absent + " does not exist, emulation");
  }

  /** The good one is emulation under another name; what is asked to emulate does not start. */
  @Test
  void aKvmThatFinishesIsTakenWhereEmulationDoesNot() throws Exception {
    ProgramPath path =
        qemuThat(
            """
            case "$*" in *'-accel tcg'*) exit 1;; esac
            for word; do
              shift
              case $word in kvm) word=tcg;; host*) word=max;; esac
              set -- "$@" "$word"
            done\
            """);

    AcceleratorChoice choice = chooser(path, offeredDevice()).choose(AcceleratorRequest.AUTO);

    assertThat(choice.accelerator()).isEqualTo(Accelerator.KVM);
    assertThat(choice.reason()).startsWith("kvm: probe guest took").contains("emulation");
  }

  private AcceleratorChooser chooser(ProgramPath path, KvmDevice kvm) {
    return new AcceleratorChooser(
        path,
        kvm,
        new AcceleratorCache(directory.resolve("accelerator.json")),
        new QemuProbeRunner(path, System::nanoTime),
        System::nanoTime);
  }

  /** What a kernel offers that may or may not run guests. */
  private KvmDevice offeredDevice() throws IOException {
    return new KvmDevice(Files.createFile(directory.resolve("kvm")));
  }

  /** A QEMU that does something first and then is the real one, which the script calls REAL. */
  private ProgramPath qemuThat(String behaves) throws IOException {
    Path real = PATH.find("qemu-system-x86_64").orElseThrow();
    Path fake = directory.resolve("qemu-system-x86_64");
    Files.writeString(
        fake, ("#!/bin/sh\n" + behaves + "\nexec REAL \"$@\"\n").replace("REAL", real.toString()));
    assertThat(fake.toFile().setExecutable(true)).isTrue();
    return new ProgramPath(directory + ":" + System.getenv("PATH"));
  }
}
