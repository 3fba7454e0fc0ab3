package dev.bootwitness.engine.spec;

import dev.bootwitness.machine.config.Board;
import dev.bootwitness.machine.config.Nic;
import dev.bootwitness.machine.config.Peripherals;
import java.util.List;
import java.util.Optional;

/**
 * The virtual machine to run the image on.
 *
 * @param memoryBytes guest memory
 * @param disks in addition to the boot medium, in order
 * @param firmware empty for what the board usually starts with
 * @param nics network cards, in order; empty for none
 */
public record MachineSpec(
    Board board,
    long memoryBytes,
    int cpus,
    List<DiskSpec> disks,
    Optional<Firmware> firmware,
    AcceleratorWish accelerator,
    List<Nic> nics,
    Peripherals peripherals) {

  public static final long MIB = 1024L * 1024;
  public static final long DEFAULT_MEMORY = 2048 * MIB;
  public static final int DEFAULT_CPUS = 2;

  /** The default when the spec says nothing. */
  public static final MachineSpec DEFAULT =
      new MachineSpec(
          Board.Q35,
          DEFAULT_MEMORY,
          DEFAULT_CPUS,
          List.of(),
          Optional.empty(),
          AcceleratorWish.AUTO,
          List.of(Nic.ISOLATED),
          Peripherals.STANDARD);

  public MachineSpec {
    disks = List.copyOf(disks);
    nics = List.copyOf(nics);
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
}
