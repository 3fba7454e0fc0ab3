package dev.bootwitness.machine.config;

import java.util.List;
import java.util.Objects;

/**
 * What a machine is made of; nothing in it names a socket, a port or a temporary file.
 *
 * @param name shown in the host's process list; letters, digits, {@code . _ -}, at most 64
 * @param memoryBytes guest RAM, a multiple of 1 MiB
 * @param cpus virtual processors, 1 to 255
 * @param dataDisks disks beside the boot medium, in this order
 * @param nics network cards, in this order; empty for none
 * @param choice what it starts from
 */
public record MachineConfig(
    String name,
    Board board,
    Boot boot,
    Firmware firmware,
    long memoryBytes,
    int cpus,
    List<DataDisk> dataDisks,
    List<Nic> nics,
    Peripherals peripherals,
    BootChoice choice) {

  private static final long MIB = 1L << 20;
  private static final int MOST_CPUS = 255;

  /** Two channels of two devices each. */
  private static final int IDE_DEVICES = 4;

  /** Checks each part by itself, and whether it fits the board. */
  public MachineConfig {
    Objects.requireNonNull(boot, "boot");
    Objects.requireNonNull(firmware, "firmware");
    require(
        name.matches("[A-Za-z0-9._-]{1,64}"),
        "machine name \"" + name + "\": allowed are 1 to 64 of A-Z a-z 0-9 . _ -");
    require(
        memoryBytes > 0 && memoryBytes % MIB == 0,
        "memory of " + memoryBytes + " bytes: must be a positive multiple of 1 MiB");
    require(cpus >= 1 && cpus <= MOST_CPUS, cpus + " cpus: allowed are 1 to " + MOST_CPUS);
    require(
        board.takes(firmware) || boot instanceof Boot.Kernel,
        "the board " + board + " has no " + firmware);
    require(
        board.takesFloppy() || !peripherals.has(Peripheral.FLOPPY),
        "the board " + board + " takes no floppy");
    require(
        peripherals.serialPorts() >= 1 && peripherals.serialPorts() <= board.serialPorts(),
        peripherals.serialPorts() + " serial ports: " + board + " has 1 to " + board.serialPorts());
    dataDisks = List.copyOf(dataDisks);
    for (DataDisk disk : dataDisks) {
      require(board.takes(disk.bus()), "the board " + board + " has no " + disk.bus());
    }
    require(
        ideDevices(board, boot, dataDisks) <= IDE_DEVICES,
        "more than " + IDE_DEVICES + " devices on IDE, the CD drive among them");
    nics = List.copyOf(nics);
    require(
        choice == BootChoice.MEDIUM || firstDisk(dataDisks) >= 0,
        "a machine without a data disk cannot start from one");
  }

  /** A machine that starts from its medium. */
  public MachineConfig(
      String name,
      Board board,
      Boot boot,
      Firmware firmware,
      long memoryBytes,
      int cpus,
      List<DataDisk> dataDisks,
      List<Nic> nics,
      Peripherals peripherals) {
    this(
        name,
        board,
        boot,
        firmware,
        memoryBytes,
        cpus,
        dataDisks,
        nics,
        peripherals,
        BootChoice.MEDIUM);
  }

  private static int firstDisk(List<DataDisk> disks) {
    for (int i = 0; i < disks.size(); i++) {
      if (disks.get(i).presence() != DataDisk.Presence.UNPLUGGED) {
        return i;
      }
    }
    return -1;
  }

  /** The number of the data disk it starts from, from 0; -1 when it starts from its medium. */
  public int bootDisk() {
    return choice == BootChoice.MEDIUM ? -1 : firstDisk(dataDisks);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  private static long ideDevices(Board board, Boot boot, List<DataDisk> disks) {
    boolean cd = board == Board.I440FX && boot.cdrom() != null;
    return disks.stream().filter(disk -> disk.bus() == DiskBus.IDE).count() + (cd ? 1 : 0);
  }

  /**
   * Whether it can be frozen to a checkpoint. A TPM can: QEMU reads the state out of swtpm and
   * writes it with that of the other devices (qemu, docs/specs/tpm.rst).
   */
  public boolean canBeFrozen() {
    return dataDisks.stream().allMatch(DataDisk::canBeFrozen)
        && !(boot instanceof Boot.Disk disk && !disk.bus().canBeFrozen());
  }

  /** A q35 with BIOS, 2 GiB, two processors, no data disk and one isolated network card. */
  public static MachineConfig of(String name, Boot boot) {
    return new MachineConfig(
        name,
        Board.Q35,
        boot,
        Firmware.BIOS,
        2048 * MIB,
        2,
        List.of(),
        List.of(Nic.ISOLATED),
        Peripherals.STANDARD);
  }

  /** The same machine on another board, with a firmware that board has. */
  public MachineConfig withBoard(Board other, Firmware itsFirmware) {
    return new MachineConfig(
        name, other, boot, itsFirmware, memoryBytes, cpus, dataDisks, nics, peripherals, choice);
  }

  /** The same machine with other firmware. */
  public MachineConfig withFirmware(Firmware other) {
    return withBoard(board, other);
  }

  /** The same machine with other memory, in bytes. */
  public MachineConfig withMemoryBytes(long other) {
    return new MachineConfig(
        name, board, boot, firmware, other, cpus, dataDisks, nics, peripherals, choice);
  }

  /** The same machine with another number of processors. */
  public MachineConfig withCpus(int other) {
    return new MachineConfig(
        name, board, boot, firmware, memoryBytes, other, dataDisks, nics, peripherals, choice);
  }

  /** The same machine with other data disks. */
  public MachineConfig withDataDisks(List<DataDisk> other) {
    return new MachineConfig(
        name, board, boot, firmware, memoryBytes, cpus, other, nics, peripherals, choice);
  }

  /** The same machine with other network cards. */
  public MachineConfig withNics(List<Nic> other) {
    return new MachineConfig(
        name, board, boot, firmware, memoryBytes, cpus, dataDisks, other, peripherals, choice);
  }

  /** The same machine with other peripherals. */
  public MachineConfig withPeripherals(Peripherals other) {
    return new MachineConfig(
        name, board, boot, firmware, memoryBytes, cpus, dataDisks, nics, other, choice);
  }

  /** The same machine that starts from something else. */
  public MachineConfig startingFrom(BootChoice other) {
    return new MachineConfig(
        name, board, boot, firmware, memoryBytes, cpus, dataDisks, nics, peripherals, other);
  }
}
