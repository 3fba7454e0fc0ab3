package dev.bootwitness.machine;

import java.util.List;
import java.util.Objects;

/**
 * What a machine is made of; nothing in it names a socket, a port or a temporary file.
 *
 * @param name shown in the host's process list; letters, digits, {@code . _ -}, at most 64
 * @param memoryBytes guest RAM, a multiple of 1 MiB
 * @param cpus virtual processors, 1 to 255
 * @param dataDisks blank disks, after the boot medium, in this order
 * @param nics network cards, in this order; empty for none
 */
public record MachineConfig(
    String name,
    Boot boot,
    Firmware firmware,
    long memoryBytes,
    int cpus,
    List<DataDisk> dataDisks,
    List<Nic> nics) {

  private static final long MIB = 1L << 20;
  private static final int MOST_CPUS = 255;

  /** Checks each part by itself. */
  public MachineConfig {
    Objects.requireNonNull(boot, "boot");
    Objects.requireNonNull(firmware, "firmware");
    if (!name.matches("[A-Za-z0-9._-]{1,64}")) {
      throw new IllegalArgumentException(
          "machine name \"" + name + "\": allowed are 1 to 64 of A-Z a-z 0-9 . _ -");
    }
    if (memoryBytes <= 0 || memoryBytes % MIB != 0) {
      throw new IllegalArgumentException(
          "memory of " + memoryBytes + " bytes: must be a positive multiple of 1 MiB");
    }
    if (cpus < 1 || cpus > MOST_CPUS) {
      throw new IllegalArgumentException(cpus + " cpus: allowed are 1 to " + MOST_CPUS);
    }
    dataDisks = List.copyOf(dataDisks);
    nics = List.copyOf(nics);
  }

  /** A machine with BIOS, 2 GiB, two processors, no data disk and one isolated network card. */
  public static MachineConfig of(String name, Boot boot) {
    return new MachineConfig(
        name, boot, Firmware.BIOS, 2048 * MIB, 2, List.of(), List.of(Nic.ISOLATED));
  }

  /** The same machine with other firmware. */
  public MachineConfig withFirmware(Firmware other) {
    return new MachineConfig(name, boot, other, memoryBytes, cpus, dataDisks, nics);
  }

  /** The same machine with other memory, in bytes. */
  public MachineConfig withMemoryBytes(long other) {
    return new MachineConfig(name, boot, firmware, other, cpus, dataDisks, nics);
  }

  /** The same machine with another number of processors. */
  public MachineConfig withCpus(int other) {
    return new MachineConfig(name, boot, firmware, memoryBytes, other, dataDisks, nics);
  }

  /** The same machine with other data disks. */
  public MachineConfig withDataDisks(List<DataDisk> other) {
    return new MachineConfig(name, boot, firmware, memoryBytes, cpus, other, nics);
  }

  /** The same machine with other network cards. */
  public MachineConfig withNics(List<Nic> other) {
    return new MachineConfig(name, boot, firmware, memoryBytes, cpus, dataDisks, other);
  }
}
