package dev.bootwitness.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bootwitness.machine.config.Accelerator;
import dev.bootwitness.machine.config.Board;
import dev.bootwitness.machine.config.Boot;
import dev.bootwitness.machine.config.DataDisk;
import dev.bootwitness.machine.config.DiskBus;
import dev.bootwitness.machine.config.DiskFormat;
import dev.bootwitness.machine.config.Firmware;
import dev.bootwitness.machine.config.MachineConfig;
import dev.bootwitness.machine.config.Nic;
import dev.bootwitness.machine.config.Peripheral;
import dev.bootwitness.machine.config.Peripherals;
import dev.bootwitness.machine.failure.MachineException;
import dev.bootwitness.machine.failure.MachineFailure;
import dev.bootwitness.machine.host.ProgramPath;
import dev.bootwitness.machine.qmp.QmpCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** QEMU accepts every configuration a machine can have, and its guest runs. */
@Timeout(60)
class ShapesIT {

  private static final MachineListener DEAF = new MachineListener() {};
  private static final Peripherals ALL =
      Peripherals.STANDARD
          .with(Peripheral.FLOPPY, Peripheral.TPM, Peripheral.WATCHDOG)
          .withSerialPorts(4);

  @TempDir Path directory;

  @Test
  void aQ35WithEverythingOnItRuns() throws Exception {
    List<DataDisk> disks = new ArrayList<>();
    for (DiskBus bus : DiskBus.values()) {
      if (Board.Q35.takes(bus)) {
        disks.add(disk(bus, null, bus.takesReadOnly()));
        Stream.of(true, false)
            .filter(bus::shows)
            .forEach(rotational -> disks.add(disk(bus, rotational, false)));
      }
    }
    MachineConfig config =
        TestGuest.COUNTS_AND_POWERS_OFF
            .in(directory)
            .withDataDisks(disks)
            .withNics(allModels())
            .withPeripherals(ALL);
    try (Machine machine = Machine.launch(config, Accelerator.TCG, DEAF)) {
      assertThat(machine.moreSerials()).hasSize(3);
      machine.powerOn();

      assertThat(MachineIT.serialToItsEnd(machine)).isEqualTo(TestGuest.counted());
    }
  }

  @Test
  void anI440fxWithEverythingOnItRuns() throws Exception {
    MachineConfig config =
        TestGuest.HALTS
            .in(directory)
            .withBoard(Board.I440FX, Firmware.BIOS)
            .withDataDisks(
                List.of(
                    disk(DiskBus.IDE, true, false),
                    disk(DiskBus.IDE, false, false),
                    disk(DiskBus.SATA, false, false),
                    disk(DiskBus.NVME, null, true)))
            .withNics(allModels())
            .withPeripherals(ALL);

    assertRuns(config, Accelerator.TCG);
  }

  @Test
  void anArmMachineWithEverythingOnItRuns() throws Exception {
    Path iso = Files.write(directory.resolve("a.iso"), new byte[1 << 20]);
    MachineConfig config =
        MachineConfig.of("arm", new Boot.Cdrom(iso))
            .withBoard(Board.VIRT, Firmware.UEFI)
            .withMemoryBytes(128L << 20)
            .withCpus(1)
            .withDataDisks(
                List.of(
                    disk(DiskBus.VIRTIO, null, false),
                    disk(DiskBus.SCSI, true, true),
                    disk(DiskBus.SATA, false, false),
                    disk(DiskBus.NVME, null, false),
                    disk(DiskBus.USB, null, false)))
            .withNics(allModels())
            .withPeripherals(Peripherals.STANDARD.with(Peripheral.TPM, Peripheral.WATCHDOG));

    assertRuns(config, Accelerator.TCG_AARCH64);
  }

  @ParameterizedTest
  @EnumSource(names = "IDE", mode = EnumSource.Mode.EXCLUDE)
  void aBootDiskOfEachBusBoots(DiskBus bus) throws Exception {
    MachineConfig virtio = TestGuest.COUNTS_AND_POWERS_OFF.in(directory);
    Boot boot = new Boot.Disk(virtio.boot().files().getFirst(), DiskFormat.RAW, bus);
    MachineConfig config = MachineConfig.of("boots", boot).withMemoryBytes(64L << 20).withCpus(1);
    try (Machine machine = Machine.launch(config, Accelerator.TCG, DEAF)) {
      machine.powerOn();

      assertThat(MachineIT.serialToItsEnd(machine)).isEqualTo(TestGuest.counted());
    }
  }

  @Test
  void aDiskWithAnImagesContentNeverWritesToIt() throws Exception {
    Path image = Files.write(directory.resolve("data.raw"), new byte[1 << 20]);
    DataDisk disk =
        new DataDisk(
            new DataDisk.Content.Image(image, DiskFormat.RAW), DiskBus.SATA, null, null, false);
    MachineConfig config = TestGuest.HALTS.in(directory).withDataDisks(List.of(disk));
    try (Machine machine = Machine.launch(config, Accelerator.TCG, DEAF)) {
      assertThat(machine.argv()).noneMatch(word -> word.contains(image.toString()));
      Path absent = directory.resolve("absent");
      DataDisk missing =
          new DataDisk(
              new DataDisk.Content.Image(absent, DiskFormat.RAW), DiskBus.SATA, null, null, false);
      MachineException e =
          catchThrowableOfType(
              MachineException.class,
              () -> Machine.launch(config.withDataDisks(List.of(missing)), Accelerator.TCG, DEAF));
      assertThat(e.failure()).isEqualTo(new MachineFailure.ImageUnreadable(absent, "no such file"));
    }
  }

  @Test
  void withoutSwtpmOnPathItsPackageIsNamed() throws Exception {
    Path bin = Files.createDirectory(directory.resolve("bin"));
    for (String tool : List.of("qemu-system-x86_64", "setpriv")) {
      // Never run: swtpm is asked for before anything starts.
      assertThat(Files.createFile(bin.resolve(tool)).toFile().setExecutable(true)).isTrue();
    }
    Path iso = Files.write(directory.resolve("a.iso"), new byte[1]);
    MachineConfig config = MachineConfig.of("tpm", new Boot.Cdrom(iso)).withPeripherals(ALL);

    MachineException e =
        catchThrowableOfType(
            MachineException.class,
            () -> Machine.launch(config, Accelerator.TCG, DEAF, new ProgramPath(bin.toString())));

    assertThat(e.failure())
        .isEqualTo(new MachineFailure.ToolMissing("swtpm", "swtpm", bin.toString()));
  }

  private static void assertRuns(MachineConfig config, Accelerator accelerator) throws Exception {
    try (Machine machine = Machine.launch(config, accelerator, DEAF)) {
      machine.powerOn();

      assertThat(machine.qmp().execute(QmpCommand.queryStatus()).join()).isEqualTo("running");
    }
  }

  private static List<Nic> allModels() {
    return Arrays.stream(Nic.Model.values())
        .map(model -> new Nic(Nic.Reach.ISOLATED, model, null))
        .toList();
  }

  private static DataDisk disk(DiskBus bus, @Nullable Boolean rotational, boolean readOnly) {
    return new DataDisk(new DataDisk.Content.Blank(1 << 20), bus, null, rotational, readOnly);
  }
}
