package dev.bootwitness.machine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.bootwitness.machine.config.Accelerator;
import dev.bootwitness.machine.config.Boot;
import dev.bootwitness.machine.config.DataDisk;
import dev.bootwitness.machine.config.DiskFormat;
import dev.bootwitness.machine.config.Firmware;
import dev.bootwitness.machine.config.MachineConfig;
import dev.bootwitness.machine.config.Peripheral;
import dev.bootwitness.machine.config.Peripherals;
import dev.bootwitness.machine.failure.MachineException;
import dev.bootwitness.machine.failure.MachineFailure;
import dev.bootwitness.machine.host.ProgramPath;
import dev.bootwitness.machine.qmp.QmpCommand;
import dev.bootwitness.machine.qmp.QmpEvent;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class MachineIT {

  private static final MachineListener DEAF = new MachineListener() {};

  @TempDir Path directory;

  @Test
  void everyByteTheGuestSendsArrivesAndItsPowerOffIsNoFailure() throws Exception {
    Heard heard = new Heard();
    MachineConfig config = TestGuest.COUNTS_AND_POWERS_OFF.in(directory);
    byte[] image = Files.readAllBytes(config.boot().files().getFirst());
    try (Machine machine = Machine.launch(config, Accelerator.TCG, heard)) {
      machine.powerOn();

      assertThat(serialToItsEnd(machine)).isEqualTo(TestGuest.counted());
      MachineExit exit = machine.exited().join();
      assertThat(exit).isEqualTo(new MachineExit(0, false, "guest-shutdown", ""));
      assertThat(exit.failure()).isEmpty();
    }
    assertThat(heard.events)
        .hasAtLeastOneElementOfType(QmpEvent.Resume.class)
        .last()
        .isInstanceOf(QmpEvent.Shutdown.class);
    assertThat(Files.readAllBytes(config.boot().files().getFirst())).isEqualTo(image);
  }

  @Test
  void theGuestStandsStillUntilPowerOn() throws Exception {
    try (Machine machine = Machine.launch(TestGuest.HALTS.in(directory), Accelerator.TCG, DEAF)) {
      assertThat(machine.qmp().execute(QmpCommand.queryStatus()).join()).isEqualTo("prelaunch");

      machine.powerOn();

      assertThat(machine.qmp().execute(QmpCommand.queryStatus()).join()).isEqualTo("running");
      assertThat(machine.qemuVersion()).matches("\\d+\\.\\d+\\.\\d+.*");
      assertThat(ProcessHandle.of(machine.pid()).flatMap(p -> p.info().command()))
          .hasValueSatisfying(command -> assertThat(command).contains("qemu-system-x86_64"));
    }
  }

  @Test
  void aGuestThatResetsItselfIsHeard() throws Exception {
    assertThat(awaited(TestGuest.RESETS.in(directory), Told.RESET).data()).contains("guest-reset");
  }

  @Test
  void aPanicThatTheGuestReportsIsHeardAndTheGuestGoesOn() throws Exception {
    assertThat(awaited(TestGuest.PANICS.in(directory), Told.GUEST_PANICKED))
        .isInstanceOfSatisfying(
            QmpEvent.GuestPanicked.class,
            panicked -> assertThat(panicked.action()).isEqualTo("run"));
  }

  @Test
  void aWatchdogThatRunsOutIsHeardAndResetsTheMachine() throws Exception {
    MachineConfig config =
        TestGuest.FORGETS_ITS_WATCHDOG
            .in(directory)
            .withPeripherals(Peripherals.STANDARD.with(Peripheral.WATCHDOG));

    assertThat(awaited(config, Told.WATCHDOG))
        .isInstanceOfSatisfying(
            QmpEvent.Watchdog.class, ran -> assertThat(ran.action()).isEqualTo("reset"));
  }

  /** The events that the guests of these tests cause, by their names in the protocol. */
  private enum Told {
    RESET,
    GUEST_PANICKED,
    WATCHDOG
  }

  /** Lets a guest run until it causes that event. */
  private static QmpEvent awaited(MachineConfig config, Told wanted) throws Exception {
    CompletableFuture<QmpEvent> heard = new CompletableFuture<>();
    MachineListener listener =
        new MachineListener() {
          @Override
          public void qmpEvent(QmpEvent event) {
            if (event.name().equals(wanted.name())) {
              heard.complete(event);
            }
          }
        };
    try (Machine machine = Machine.launch(config, Accelerator.TCG, listener)) {
      machine.powerOn();
      return heard.join();
    }
  }

  @Test
  void aGuestThatIgnoresThePowerButtonIsMadeToQuit() throws Exception {
    Heard heard = new Heard();
    try (Machine machine = Machine.launch(TestGuest.HALTS.in(directory), Accelerator.TCG, heard)) {
      machine.powerOn();

      MachineExit exit = machine.shutdown(Duration.ofMillis(100), Duration.ofSeconds(30));

      assertThat(exit.requested()).isTrue();
      assertThat(exit.status()).isZero();
      assertThat(exit.reason()).isEqualTo("host-qmp-quit");
      assertThat(heard.events).hasAtLeastOneElementOfType(QmpEvent.Powerdown.class);
    }
  }

  @Test
  void aQemuThatNoLongerAnswersIsKilled() throws Exception {
    try (Machine machine = Machine.launch(TestGuest.HALTS.in(directory), Accelerator.TCG, DEAF)) {
      machine.powerOn();
      signal("STOP", machine.pid());

      MachineExit exit = machine.shutdown(Duration.ZERO, Duration.ofMillis(100));

      assertThat(exit.status()).isEqualTo(128 + 9);
      assertThat(exit.failure()).isEmpty();
    }
  }

  @Test
  void aQemuThatIsKilledByAnotherIsAFailure() throws Exception {
    try (Machine machine = Machine.launch(TestGuest.HALTS.in(directory), Accelerator.TCG, DEAF)) {
      machine.powerOn();
      signal("KILL", machine.pid());

      assertThat(machine.exited().join().failure()).contains(new MachineFailure.Died(128 + 9, ""));
    }
  }

  @Test
  void nothingIsLeftAfterCloseAndASecondCloseDoesNothing() throws Exception {
    MachineConfig config =
        TestGuest.HALTS
            .in(directory)
            .withFirmware(Firmware.UEFI)
            .withDataDisks(List.of(new DataDisk(1L << 30)));
    Machine machine = Machine.launch(config, Accelerator.TCG, DEAF);
    List<Path> directories = privateDirectories(machine);
    assertThat(directories).hasSize(2).allSatisfy(d -> assertThat(d).isDirectory());

    machine.close();
    machine.close();

    assertThat(directories).allSatisfy(d -> assertThat(d).doesNotExist());
    assertThat(machine.exited().join().status()).isEqualTo(128 + 9);
  }

  @Test
  void twoMachinesOfOneConfigDoNotMeet() throws Exception {
    MachineConfig config =
        TestGuest.COUNTS_AND_POWERS_OFF
            .in(directory)
            .withDataDisks(List.of(new DataDisk(1L << 20)));
    try (Machine one = Machine.launch(config, Accelerator.TCG, DEAF);
        Machine two = Machine.launch(config, Accelerator.TCG, DEAF)) {
      one.powerOn();
      two.powerOn();

      assertThat(serialToItsEnd(one)).isEqualTo(TestGuest.counted());
      assertThat(serialToItsEnd(two)).isEqualTo(TestGuest.counted());
      assertThat(privateDirectories(one)).doesNotContainAnyElementsOf(privateDirectories(two));
    }
  }

  @Test
  void aQemuThatDiesAtOnceIsToldInItsOwnWords() throws Exception {
    Heard heard = new Heard();
    MachineConfig config = TestGuest.HALTS.in(directory);
    Accelerator unknown = new Accelerator(Accelerator.Kind.TCG, "no-such-cpu");

    MachineException e =
        catchThrowableOfType(MachineException.class, () -> Machine.launch(config, unknown, heard));

    assertThat(e.failure())
        .isInstanceOfSatisfying(
            MachineFailure.Died.class,
            died -> {
              assertThat(died.status()).isEqualTo(1);
              assertThat(died.stderr()).contains("no-such-cpu");
            });
    assertThat(heard.lines).anySatisfy(line -> assertThat(line).contains("no-such-cpu"));
  }

  @Test
  void aTextFileIsNoQcow2Disk() throws Exception {
    Path text = Files.writeString(directory.resolve("a.qcow2"), "not a disk");

    assertThat(failure(new Boot.Disk(text, DiskFormat.QCOW2)))
        .isInstanceOfSatisfying(
            MachineFailure.ImageUnreadable.class,
            unreadable -> assertThat(unreadable.file()).isEqualTo(text));
  }

  @ParameterizedTest
  @EnumSource(DiskFormat.class)
  void anImageThatIsMissingOrEmptyIsNamedBeforeAnythingStarts(DiskFormat format) throws Exception {
    Path missing = directory.resolve("missing");
    Path empty = Files.createFile(directory.resolve("empty"));

    assertThat(failure(new Boot.Disk(missing, format)))
        .isEqualTo(new MachineFailure.ImageUnreadable(missing, "no such file"));
    assertThat(failure(new Boot.Disk(empty, format)))
        .isEqualTo(new MachineFailure.ImageUnreadable(empty, "the file is empty"));
  }

  @Test
  void anImageAnotherQemuWritesToIsLocked() throws Exception {
    MachineConfig config = TestGuest.HALTS.in(directory);
    try (Machine writer =
        Machine.launch(
            config.withDataDisks(List.of(new DataDisk(1L << 20))), Accelerator.TCG, DEAF)) {
      assertThat(failure(new Boot.Disk(dataDisk(writer.argv()), DiskFormat.QCOW2)))
          .extracting(MachineFailure::describe, as(STRING))
          .contains("lock");
    }
  }

  @Test
  void withoutQemuOnPathNothingIsStarted() throws Exception {
    MachineConfig config = TestGuest.HALTS.in(directory);

    MachineException e =
        catchThrowableOfType(
            MachineException.class,
            () ->
                Machine.launch(
                    config, Accelerator.TCG, DEAF, new ProgramPath(directory.toString())));

    assertThat(e.failure()).isInstanceOf(MachineFailure.ToolMissing.class);
  }

  /** QEMU holds locks on its disks, so a granted lock shows that QEMU is gone. */
  @Test
  void aKilledOwnerTakesItsMachineAlong() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Djava.io.tmpdir=" + directory,
                "-cp",
                System.getProperty("java.class.path"),
                MachineOwner.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().remove("XDG_RUNTIME_DIR");
    Process owner = builder.start();
    try {
      Path disk = Path.of(owner.inputReader().readLine());
      try (FileChannel channel = FileChannel.open(disk, StandardOpenOption.WRITE)) {
        assertThat(channel.tryLock(0, Long.MAX_VALUE, false)).isNull();

        signal("KILL", owner.pid());

        assertThat(channel.lock(0, Long.MAX_VALUE, false).isValid()).isTrue();
      }
      removeWithContents(requireNonNull(disk.getParent()));
    } finally {
      owner.destroyForcibly();
    }
  }

  private MachineFailure failure(Boot boot) {
    return catchThrowableOfType(
            MachineException.class,
            () -> Machine.launch(MachineConfig.of("failing", boot), Accelerator.TCG, DEAF))
        .failure();
  }

  static byte[] serialToItsEnd(Machine machine) throws IOException {
    return machine.serial().fromGuest().readAllBytes();
  }

  private static void signal(String name, long pid) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor())
        .isZero();
  }

  private static List<Path> privateDirectories(Machine machine) {
    return machine.argv().stream()
        .flatMap(argument -> Stream.of(argument.split("[,=]")))
        .filter(word -> word.contains("/bw-"))
        .map(word -> Path.of(word).getParent())
        .distinct()
        .toList();
  }

  static Path dataDisk(List<String> argv) {
    return argv.stream()
        .filter(argument -> argument.startsWith("node-name=data0"))
        .map(argument -> Path.of(argument.substring(argument.indexOf("filename=") + 9)))
        .findFirst()
        .orElseThrow();
  }

  private static void removeWithContents(Path parent) throws IOException {
    try (Stream<Path> files = Files.list(parent)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(parent);
  }

  private static final class Heard implements MachineListener {
    private final List<QmpEvent> events = new CopyOnWriteArrayList<>();
    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void qmpEvent(QmpEvent event) {
      events.add(event);
    }

    @Override
    public void qemuSaid(String line) {
      lines.add(line);
    }
  }
}
