package dev.bootwitness.machine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.machine.config.Accelerator;
import dev.bootwitness.machine.config.Board;
import dev.bootwitness.machine.config.Boot;
import dev.bootwitness.machine.config.BootChoice;
import dev.bootwitness.machine.config.DataDisk;
import dev.bootwitness.machine.config.DiskBus;
import dev.bootwitness.machine.config.DiskFormat;
import dev.bootwitness.machine.config.Firmware;
import dev.bootwitness.machine.config.MachineConfig;
import dev.bootwitness.machine.config.Nic;
import dev.bootwitness.machine.config.Peripheral;
import dev.bootwitness.machine.config.Peripherals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MachineRecipeTest {

  @TempDir Path folder;

  static Stream<Boot> everyMedium() {
    return Stream.of(
        new Boot.Cdrom(Path.of("/images/a b.iso")),
        new Boot.Disk(Path.of("/images/a.img"), DiskFormat.RAW, DiskBus.SCSI),
        new Boot.Kernel(Path.of("/k"), Path.of("/i"), "console=ttyS0 \"x\"", Path.of("/c.iso")),
        new Boot.Kernel(Path.of("/k"), null, ""));
  }

  @ParameterizedTest
  @MethodSource("everyMedium")
  void itIsReadAsItWasWritten(Boot medium) throws IOException {
    MachineRecipe recipe =
        new MachineRecipe(
            new MachineConfig(
                "bootwitness",
                Board.Q35,
                medium,
                Firmware.UEFI,
                1L << 31,
                3,
                List.of(
                    new DataDisk(1 << 20),
                    new DataDisk(
                        new DataDisk.Content.Image(Path.of("/d.qcow2"), DiskFormat.QCOW2),
                        DiskBus.SCSI,
                        "HDD-1",
                        true,
                        true,
                        DataDisk.Presence.UNPLUGGED),
                    new DataDisk(
                        new DataDisk.Content.Kept(Path.of("/kept/os.qcow2"), 1 << 20),
                        DiskBus.VIRTIO,
                        null,
                        null,
                        false)),
                List.of(new Nic(Nic.Reach.INTERNET, Nic.Model.E1000, "52:54:00:00:00:01")),
                Peripherals.STANDARD.with(Peripheral.TPM).withSerialPorts(2),
                BootChoice.DISK_ALONE),
            Accelerator.KVM_PLAIN,
            true,
            false,
            "12");

    recipe.write(folder);

    assertThat(MachineRecipe.read(folder)).contains(recipe);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{}", "null", "{\"config\":{\"boot\":{\"is\":\"java.io.File\"}}}", "["})
  void anythingElseIsNone(String text) throws IOException {
    Files.writeString(folder.resolve(MachineRecipe.NAME), text);

    assertThat(MachineRecipe.read(folder)).isEmpty();
  }
}
