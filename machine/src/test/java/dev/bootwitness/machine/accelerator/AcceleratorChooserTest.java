package dev.bootwitness.machine.accelerator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bootwitness.machine.config.Accelerator;
import dev.bootwitness.machine.failure.MachineException;
import dev.bootwitness.machine.failure.MachineFailure;
import dev.bootwitness.machine.host.ProgramPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceleratorChooserTest {

  private static final Probe.Result ABORT = new Probe.Refused("QEMU aborted", "kvm.c: Assertion");

  @TempDir Path directory;
  private final List<String> runs = new ArrayList<>();
  private Path cacheFile;
  private Path kvm;

  @BeforeEach
  void aHostWithQemuAndKvm() throws IOException {
    Files.createFile(
        directory.resolve("qemu-system-x86_64"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    cacheFile = directory.resolve("cache").resolve("accelerator.json");
    kvm = Files.createFile(directory.resolve("kvm"));
  }

  @Test
  void aHealthyKvmWins() throws Exception {
    AcceleratorChoice choice = choose(results(took(200), took(100), ABORT));

    assertThat(choice.accelerator()).isEqualTo(Accelerator.KVM);
    assertThat(choice.reason())
        .isEqualTo("kvm: probe guest took 0.1 s, emulation: probe guest took 0.2 s");
    assertThat(runs).containsExactly("tcg max 10000", "kvm host 500");
  }

  @Test
  void aKvmThatCrawlsLosesToEmulation() throws Exception {
    AcceleratorChoice choice = choose(results(took(100), tooSlow(500), ABORT));

    assertThat(choice.accelerator()).isEqualTo(Accelerator.TCG);
    assertThat(choice.reason())
        .isEqualTo("kvm refused: probe guest did not finish in 0.5 s, emulation 0.1 s");
  }

  @Test
  void aKvmThatAbortsOnTheHostsProcessorIsTriedOnThePlainOne() throws Exception {
    AcceleratorChoice choice = choose(results(took(400), ABORT, took(100)));

    assertThat(choice.accelerator()).isEqualTo(Accelerator.KVM_PLAIN);
    assertThat(runs).containsExactly("tcg max 10000", "kvm host 800", "kvm qemu64 800");
  }

  @Test
  void eachRefusalIsNamedByItsProcessor() throws Exception {
    assertThat(choose(results(took(100), ABORT, tooSlow(500))).reason())
        .isEqualTo(
            "kvm refused: QEMU aborted with CPU host; "
                + "probe guest did not finish in 0.5 s with CPU qemu64, emulation 0.1 s");
  }

  @Test
  void timesTooCloseToTellAreTakenAgain() throws Exception {
    Map<Accelerator, Deque<Probe.Result>> results =
        Map.of(
            Accelerator.TCG, new ArrayDeque<>(List.of(took(200), took(190))),
            Accelerator.KVM, new ArrayDeque<>(List.of(took(210), took(80))));

    assertThat(choose(results).accelerator()).isEqualTo(Accelerator.KVM);
    assertThat(runs)
        .containsExactly("tcg max 10000", "kvm host 500", "tcg max 200", "kvm host 210");
  }

  @Test
  void withoutTheDeviceOnlyEmulationIsRun() throws Exception {
    Files.delete(kvm);

    AcceleratorChoice choice = choose(results(took(100), ABORT, ABORT));

    assertThat(choice.reason())
        .isEqualTo("kvm refused: " + kvm + " does not exist, emulation 0.1 s");
    assertThat(runs).containsExactly("tcg max 10000");
  }

  @Test
  void aSecondRunTakesTheFirstOnesMeasurements() throws Exception {
    AcceleratorChoice first = choose(results(took(100), tooSlow(500), ABORT));
    AcceleratorChoice second = choose(Map.of());

    assertThat(second.cached()).isTrue();
    assertThat(second.accelerator()).isEqualTo(first.accelerator());
    assertThat(second.reason()).isEqualTo(first.reason());
    assertThat(second.probes()).isEqualTo(first.probes());
    assertThat(runs).hasSize(2);
  }

  @Test
  void anotherQemuOrAnotherOfferOfKvmIsMeasuredAnew() throws Exception {
    choose(results(took(100), tooSlow(500), ABORT));
    Files.writeString(directory.resolve("qemu-system-x86_64"), "another");
    assertThat(choose(results(took(100), tooSlow(500), ABORT)).cached()).isFalse();
    Files.delete(kvm);
    assertThat(choose(results(took(100), ABORT, ABORT)).cached()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "{", "[]", "{\"key\":null,\"probes\":null}", "\u0000"})
  void aCacheThatCannotBeReadIsMeasuredAnewAndReplaced(String content) throws Exception {
    Files.createDirectories(cacheFile.getParent());
    Files.writeString(cacheFile, content);

    assertThat(choose(results(took(100), tooSlow(500), ABORT)).cached()).isFalse();
    assertThat(choose(Map.of()).cached()).isTrue();
    assertThat(cacheFile.getParent()).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void aCacheThatCannotBeWrittenDoesNotMatter() throws Exception {
    Files.writeString(directory.resolve("cache"), "a file where the directory should be");

    assertThat(choose(results(took(100), tooSlow(500), ABORT)).accelerator())
        .isEqualTo(Accelerator.TCG);
  }

  @Test
  void kvmByOrderThatDoesNotRunIsAFailureOfTheHost() {
    MachineException e =
        catchThrowableOfType(
            MachineException.class,
            () -> chooser(results(took(100), ABORT, tooSlow(2000))).choose(AcceleratorRequest.KVM));

    assertThat(e.failure())
        .isInstanceOfSatisfying(
            MachineFailure.AcceleratorBroken.class,
            broken -> {
              assertThat(broken.accelerator()).isEqualTo("kvm");
              assertThat(broken.reason())
                  .contains(
                      "QEMU aborted with CPU host (kvm.c: Assertion)", "did not finish in 2.0 s");
            });
  }

  @Test
  void emulationByOrderIsMeasuredOnceForItsSpeed() throws Exception {
    AcceleratorChooser chooser = chooser(results(took(100), ABORT, ABORT));

    assertThat(chooser.choose(AcceleratorRequest.TCG).accelerator()).isEqualTo(Accelerator.TCG);
    assertThat(chooser(Map.of()).choose(AcceleratorRequest.TCG).cached()).isTrue();
    assertThat(runs).containsExactly("tcg max 10000");
  }

  @Test
  void kvmByOrderIsMeasuredOnceAndAFailureIsNotKept() throws Exception {
    Map<Accelerator, Deque<Probe.Result>> results =
        Map.of(
            Accelerator.KVM, new ArrayDeque<>(List.of(ABORT, took(100))),
            Accelerator.KVM_PLAIN, new ArrayDeque<>(List.of(ABORT)));

    assertThatThrownBy(() -> chooser(results).choose(AcceleratorRequest.KVM))
        .isInstanceOf(MachineException.class);
    assertThat(chooser(results).choose(AcceleratorRequest.KVM).cached()).isFalse();
    assertThat(chooser(results).choose(AcceleratorRequest.KVM).cached()).isTrue();
    assertThat(runs).containsExactly("kvm host 2000", "kvm qemu64 2000", "kvm host 2000");
  }

  @Test
  void aSlowTimeIsTakenOnceMoreSinceDeadlinesGrowByIt() throws Exception {
    Map<Accelerator, Deque<Probe.Result>> results =
        Map.of(
            Accelerator.TCG, new ArrayDeque<>(List.of(took(900), took(250))),
            Accelerator.KVM, new ArrayDeque<>(List.of(tooSlow(1800))));

    AcceleratorChoice choice = choose(results);

    assertThat(GuestSpeed.of(choice).factor()).isEqualTo(5);
    assertThat(runs).containsExactly("tcg max 10000", "kvm host 1800", "tcg max 900");
  }

  @Test
  void aHostWhereNothingRunsIsAFailureThatNamesAll() {
    MachineException e =
        catchThrowableOfType(
            MachineException.class, () -> choose(results(ABORT, ABORT, tooSlow(2000))));

    assertThat(e.failure()).isInstanceOf(MachineFailure.AcceleratorBroken.class);
    assertThat(cacheFile).doesNotExist();
  }

  private AcceleratorChoice choose(Map<Accelerator, Deque<Probe.Result>> results)
      throws MachineException, InterruptedException {
    return chooser(results).choose(AcceleratorRequest.AUTO);
  }

  private AcceleratorChooser chooser(Map<Accelerator, Deque<Probe.Result>> results) {
    ProbeRunner runner =
        (accelerator, cap) -> {
          runs.add(accelerator.id() + " " + accelerator.cpuModel() + " " + cap.toMillis());
          Deque<Probe.Result> left = results.get(accelerator);
          if (left == null) {
            throw new IllegalStateException("not to be probed: " + accelerator);
          }
          return new Probe(accelerator, left.removeFirst());
        };
    return new AcceleratorChooser(
        new ProgramPath(directory.toString()),
        new KvmDevice(kvm),
        new AcceleratorCache(cacheFile),
        runner,
        () -> 0);
  }

  private static Map<Accelerator, Deque<Probe.Result>> results(
      Probe.Result tcg, Probe.Result kvmHost, Probe.Result kvmPlain) {
    return Map.of(
        Accelerator.TCG, new ArrayDeque<>(List.of(tcg)),
        Accelerator.KVM, new ArrayDeque<>(List.of(kvmHost)),
        Accelerator.KVM_PLAIN, new ArrayDeque<>(List.of(kvmPlain)));
  }

  private static Probe.Result took(long millis) {
    return new Probe.Finished(Duration.ofMillis(millis));
  }

  private static Probe.Result tooSlow(long millis) {
    return new Probe.TooSlow(Duration.ofMillis(millis));
  }
}
