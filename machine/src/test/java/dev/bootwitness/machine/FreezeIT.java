package dev.bootwitness.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.machine.config.Accelerator;
import dev.bootwitness.machine.config.DataDisk;
import dev.bootwitness.machine.config.MachineConfig;
import dev.bootwitness.machine.host.ProgramPath;
import dev.bootwitness.machine.storage.FreezeResult;
import dev.bootwitness.machine.storage.MachineStart;
import dev.bootwitness.machine.storage.Qcow2Overlay;
import dev.bootwitness.machine.storage.QemuImg;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Freezes a guest that echoes what it receives plus the number of bytes received before. */
@Timeout(60)
class FreezeIT {

  private static final MachineListener DEAF = new MachineListener() {};

  @TempDir Path directory;

  @Test
  void clonesGoOnWhereTheGuestWasFrozenAndSoDoesTheGuest() throws Exception {
    MachineConfig config =
        TestGuest.COUNTS_WHAT_IT_HEARS
            .in(directory)
            .withDataDisks(List.of(new DataDisk(64L << 20)));
    Path frozen = Files.createDirectory(directory.resolve("frozen"));
    try (Machine machine = launch(config, MachineStart.FREEZABLE)) {
      machine.powerOn();
      assertThat(ask(machine)).isEqualTo(1);
      assertThat(ask(machine)).isEqualTo(2);

      FreezeResult made = machine.freeze(frozen);

      assertThat(made.files()).hasSize(4);
      assertThat(made.pause()).isPositive();
      assertThat(ask(machine)).isEqualTo(3);
    }
    for (int i = 0; i < 2; i++) {
      try (Machine clone = launch(config, MachineStart.of(frozen))) {
        clone.powerOn();
        assertThat(ask(clone)).isEqualTo(3);
        assertThat(ask(clone)).isEqualTo(4);
      }
    }
  }

  @Test
  void anOverlayMadeHereIsOneToQemuImgToo() throws Exception {
    Path base = directory.resolve("base.qcow2");
    Path overlay = directory.resolve("over,lay.qcow2");
    new QemuImg(ProgramPath.ofProcess()).blank(base, (3L << 30) + 512);

    Qcow2Overlay.create(overlay, base);

    assertThat(run("qemu-img", "check", overlay.toString())).contains("No errors were found");
    assertThat(run("qemu-img", "info", "--output=json", overlay.toString()))
        .contains("\"virtual-size\": 3221225984")
        .contains("\"backing-filename-format\": \"qcow2\"")
        .contains("\"full-backing-filename\": \"" + base + "\"");
  }

  private static Machine launch(MachineConfig config, MachineStart origin) throws Exception {
    return Machine.launch(
        config, Accelerator.TCG, DEAF, ProgramPath.ofProcess(), Optional.empty(), origin);
  }

  private static int ask(Machine machine) throws IOException {
    OutputStream typed = machine.serial().toGuest();
    typed.write('x');
    typed.flush();
    return machine.serial().fromGuest().read();
  }

  private static String run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
