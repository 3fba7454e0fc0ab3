package dev.bootwitness.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bootwitness.machine.config.Accelerator;
import dev.bootwitness.machine.failure.MachineException;
import dev.bootwitness.machine.failure.MachineFailure;
import dev.bootwitness.machine.screen.ScreenCapture;
import dev.bootwitness.machine.state.ProcessorWatch;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MachineInspectorIT {

  private static final MachineListener DEAF = new MachineListener() {};
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path directory;

  @Test
  void aTextScreenIsReadExactlyWithoutTheGuestsHelp() throws Exception {
    try (Machine machine = running(TestGuest.HALTS)) {
      ScreenCapture screen =
          screenThat(machine, text -> text.contains("Booting from Hard Disk..."));

      assertThat(screen.text().orElseThrow())
          .anySatisfy(line -> assertThat(line).startsWith("SeaBIOS (version "));
      assertThat(screen.picture().blank()).isFalse();
      assertThat(screen.picture().width()).isEqualTo(720);
    }
  }

  @Test
  void aHaltedGuestIsIdle() throws Exception {
    try (Machine machine = running(TestGuest.HALTS)) {
      assertThat(motion(machine, ProcessorWatch.Motion.IDLE).describe())
          .isEqualTo("the guest is idle: its processor waits for an interrupt");
    }
  }

  @Test
  void aGuestInALoopOfOneInstructionDoesNotMove() throws Exception {
    try (Machine machine = running(TestGuest.SPINS)) {
      // The boot sector is loaded at 0x7c00.
      ProcessorWatch watch = motion(machine, ProcessorWatch.Motion.SPINS);

      assertThat(watch.describe())
          .isEqualTo("the guest makes no progress: processor 0 stays at 00007c01");
      assertThat(watch.text()).contains("--- sample 3 of 3 ---", "EIP=00007c01");
    }
  }

  @Test
  void aQemuThatIsStoppedIsNamedSoInsteadOfAHang() throws Exception {
    try (Machine machine = running(TestGuest.HALTS)) {
      assertThat(
              new ProcessBuilder("kill", "-STOP", Long.toString(machine.pid())).start().waitFor())
          .isZero();

      MachineException e =
          catchThrowableOfType(
              MachineException.class, () -> machine.windows().screen(Duration.ofMillis(200)));

      assertThat(e.failure())
          .isEqualTo(
              new MachineFailure.Unresponsive(
                  "the answer to screendump", Duration.ofMillis(200), true));
      assertThat(e).hasMessageContaining("its process is stopped, for example by SIGSTOP");
    }
  }

  @Test
  void aQemuThatIsGoneIsNamedByItsEnd() throws Exception {
    try (Machine machine = running(TestGuest.HALTS)) {
      assertThat(
              new ProcessBuilder("kill", "-KILL", Long.toString(machine.pid())).start().waitFor())
          .isZero();

      MachineException e =
          catchThrowableOfType(
              MachineException.class, () -> machine.windows().processors(PATIENCE));

      assertThat(e.failure()).isEqualTo(new MachineFailure.Died(128 + 9, ""));
    }
  }

  @Test
  void theMemoryIsDumpedCompressedForItsOwnerOnlyAndTheGuestGoesOn() throws Exception {
    Path dump = directory.resolve("memory.kdump");
    try (Machine machine = running(TestGuest.SPINS)) {
      motion(machine, ProcessorWatch.Motion.SPINS);

      assertThat(machine.windows().dumpMemory(dump, PATIENCE)).isEqualTo("kdump-zlib");

      assertThat(Files.readAllBytes(dump))
          .startsWith("makedumpfile".getBytes(StandardCharsets.US_ASCII));
      assertThat(Files.size(dump)).isLessThan(64L << 20);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dump)))
          .isEqualTo("r--------");
      assertThat(machine.qmp().execute(dev.bootwitness.machine.qmp.QmpCommand.queryStatus()).join())
          .isEqualTo("running");
    }
  }

  private Machine running(TestGuest guest) throws Exception {
    Machine machine = Machine.launch(guest.in(directory), Accelerator.TCG, DEAF);
    machine.powerOn();
    return machine;
  }

  /** Looks until it shows: the firmware comes before the guest. */
  private static ScreenCapture screenThat(Machine machine, Predicate<List<String>> shows)
      throws Exception {
    while (true) {
      ScreenCapture screen = machine.windows().screen(PATIENCE).orElseThrow();
      if (screen.text().filter(shows).isPresent()) {
        return screen;
      }
    }
  }

  private static ProcessorWatch motion(Machine machine, ProcessorWatch.Motion wanted)
      throws Exception {
    while (true) {
      ProcessorWatch watch = machine.windows().processors(PATIENCE);
      if (watch.motion() == wanted) {
        return watch;
      }
    }
  }
}
