package dev.bootwitness.engine.spec;

import dev.bootwitness.engine.binding.MappingReader;
import dev.bootwitness.engine.binding.Problems;
import dev.bootwitness.machine.config.Architecture;
import dev.bootwitness.machine.config.Board;
import dev.bootwitness.machine.config.Nic;
import dev.bootwitness.machine.config.Peripheral;
import dev.bootwitness.machine.config.Peripherals;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Turns {@code machine} into a record, and reports what its board cannot do. */
final class MachineBinder {

  private final Problems problems;

  MachineBinder(Problems problems) {
    this.problems = problems;
  }

  MachineSpec bind(MappingReader machine) {
    MachineSpec standard = MachineSpec.DEFAULT;
    Board board = board(machine);
    return new MachineSpec(
        board,
        machine.size("memory").orElse(standard.memoryBytes()),
        machine.integer("cpus").orElse(standard.cpus()),
        new DiskBinder(problems, board).bind(machine),
        firmware(machine, board),
        accelerator(machine, board),
        nics(machine),
        peripherals(machine, board));
  }

  private static Board board(MappingReader machine) {
    boolean arm =
        machine.oneOf("arch", Architecture.class).equals(Optional.of(Architecture.AARCH64));
    Optional<MachineKeys.PcType> type = machine.oneOf("type", MachineKeys.PcType.class);
    if (arm && machine.has("type")) {
      machine.problem("type", "an aarch64 machine has only one type. Leave this key out.");
    }
    if (arm) {
      return Board.VIRT;
    }
    return type.equals(Optional.of(MachineKeys.PcType.I440FX)) ? Board.I440FX : Board.Q35;
  }

  private static Optional<MachineSpec.Firmware> firmware(MappingReader machine, Board board) {
    Optional<MachineSpec.Firmware> firmware = machine.oneOf("firmware", MachineSpec.Firmware.class);
    if (board == Board.VIRT && firmware.equals(Optional.of(MachineSpec.Firmware.BIOS))) {
      machine.problem("firmware", "an aarch64 machine has no BIOS. Write uefi, or leave it out.");
    }
    return firmware;
  }

  private static MachineSpec.AcceleratorWish accelerator(MappingReader machine, Board board) {
    MachineSpec.AcceleratorWish wish =
        machine
            .oneOf("accelerator", MachineSpec.AcceleratorWish.class)
            .orElse(MachineSpec.DEFAULT.accelerator());
    if (board == Board.VIRT && wish == MachineSpec.AcceleratorWish.KVM) {
      machine.problem(
          "accelerator", "KVM cannot run an aarch64 guest on x86-64. Write tcg, or leave it out.");
    }
    return wish;
  }

  /** {@code internet: true} is short for {@code network: internet}. */
  private List<Nic> nics(MappingReader machine) {
    boolean internet = machine.bool("internet").orElse(false);
    if (machine.has("internet") && machine.has("network")) {
      machine.problem(
          "internet",
          "`internet: true` is short for `network: internet`. Keep one of the two keys.");
    }
    return new NicBinder(problems)
        .bind(machine)
        .orElse(internet ? List.of(Nic.INTERNET) : MachineSpec.DEFAULT.nics());
  }

  private static Peripherals peripherals(MappingReader machine, Board board) {
    Set<Peripheral> devices = EnumSet.noneOf(Peripheral.class);
    for (Peripheral device : Peripheral.values()) {
      if (machine.bool(device.key()).orElse(device.isStandard())) {
        devices.add(device);
      }
    }
    if (devices.contains(Peripheral.FLOPPY) && !board.takesFloppy()) {
      machine.problem(
          "floppy", "an aarch64 machine cannot have a floppy drive. Leave this key out.");
    }
    int ports = machine.integer("serialPorts").orElse(Peripherals.STANDARD.serialPorts());
    if (ports > board.serialPorts()) {
      machine.problem(
          "serialPorts", "an aarch64 machine has only one serial port. Leave this key out.");
    }
    return new Peripherals(devices, ports);
  }
}
