package dev.bootwitness.engine.boot;

import dev.bootwitness.engine.image.BootableImage;
import dev.bootwitness.engine.spec.DiskSpec;
import dev.bootwitness.engine.spec.MachineSpec;
import dev.bootwitness.engine.spec.Spec;
import dev.bootwitness.engine.spec.StepSpec;
import dev.bootwitness.machine.config.Board;
import dev.bootwitness.machine.config.Boot;
import dev.bootwitness.machine.config.DataDisk;
import dev.bootwitness.machine.config.DiskFormat;
import dev.bootwitness.machine.config.Firmware;
import dev.bootwitness.machine.config.MachineConfig;
import java.nio.file.Path;
import java.util.Map;

/** Translates a spec's machine into a machine configuration: a pure function. */
final class MachineShape {

  private MachineShape() {}

  static MachineConfig of(Spec spec, BootableImage image) {
    MachineSpec machine = spec.machine();
    return new MachineConfig(
        "bootwitness",
        machine.board(),
        image.boot(),
        firmware(machine, image.boot()),
        machine.memoryBytes(),
        machine.cpus(),
        machine.disks().stream()
            .map(disk -> disk(spec, disk, image.dataFormats()).being(presence(spec, disk)))
            .toList(),
        machine.nics(),
        machine.peripherals());
  }

  /** A kernel on the virt board needs no firmware; anything else on that board does. */
  private static Firmware firmware(MachineSpec machine, Boot boot) {
    boolean uefi =
        machine
            .firmware()
            .map(firmware -> firmware == MachineSpec.Firmware.UEFI)
            .orElse(machine.board() == Board.VIRT && !(boot instanceof Boot.Kernel));
    return uefi ? Firmware.UEFI : Firmware.BIOS;
  }

  /** The first step that moves a disk says where it is before. */
  private static DataDisk.Presence presence(Spec spec, DiskSpec disk) {
    for (StepSpec step : spec.steps()) {
      if (step instanceof StepSpec.AddDisk(String name) && name.equals(disk.name())) {
        return DataDisk.Presence.UNPLUGGED;
      }
      if (step instanceof StepSpec.RemoveDisk(String name) && name.equals(disk.name())) {
        return DataDisk.Presence.PLUGGED;
      }
    }
    return disk.plugged()
        .map(there -> there ? DataDisk.Presence.PLUGGED : DataDisk.Presence.UNPLUGGED)
        .orElse(DataDisk.Presence.FIXED);
  }

  private static DataDisk disk(Spec spec, DiskSpec disk, Map<Path, DiskFormat> formats) {
    DataDisk.Content content =
        disk.image()
            .map(spec::resolve)
            .<DataDisk.Content>map(file ->
                new DataDisk.Content.Image(file, formats.getOrDefault(file, DiskFormat.RAW)))
            .orElseGet(() -> blank(spec, disk));
    return new DataDisk(
        content,
        disk.bus(),
        disk.serial().orElse(disk.name()),
        disk.rotational().orElse(null),
        disk.readOnly());
  }

  private static DataDisk.Content blank(Spec spec, DiskSpec disk) {
    return disk.keep()
        .<DataDisk.Content>map(folder ->
            new DataDisk.Content.Kept(
                spec.resolve(folder).resolve(disk.name() + ".qcow2"), disk.bytes()))
        .orElseGet(() -> new DataDisk.Content.Blank(disk.bytes()));
  }
}
