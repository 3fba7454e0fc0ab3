package dev.bootwitness.engine.spec;

import java.util.List;

/**
 * The virtual machine to run the image on.
 *
 * @param memoryBytes guest memory
 * @param disks sizes in bytes of blank disks, virtio, in order
 * @param network whether the guest has a network card (with no way out) or none
 */
public record MachineSpec(
    long memoryBytes,
    int cpus,
    List<Long> disks,
    Firmware firmware,
    AcceleratorWish accelerator,
    Network network) {

  public static final long MIB = 1024L * 1024;
  public static final long DEFAULT_MEMORY = 2048 * MIB;
  public static final int DEFAULT_CPUS = 2;

  /** What a spec that says nothing gets. */
  public static final MachineSpec DEFAULT =
      new MachineSpec(
          DEFAULT_MEMORY,
          DEFAULT_CPUS,
          List.of(),
          Firmware.BIOS,
          AcceleratorWish.AUTO,
          Network.ISOLATED);

  public MachineSpec {
    disks = List.copyOf(disks);
  }

  /** The firmware the machine starts with. */
  public enum Firmware {
    BIOS,
    UEFI
  }

  /** Which accelerator to use; {@code AUTO} takes the fastest that proves itself. */
  public enum AcceleratorWish {
    AUTO,
    KVM,
    TCG
  }

  /** What the guest's network card reaches. */
  public enum Network {
    ISOLATED,
    NONE
  }
}
