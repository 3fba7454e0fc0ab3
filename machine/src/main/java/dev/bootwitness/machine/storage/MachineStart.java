package dev.bootwitness.machine.storage;

import java.nio.file.Path;

/** How a machine starts. */
public sealed interface MachineStart {

  /**
   * By its power button.
   *
   * @param freezable whether {@code Machine.freeze} will be possible: its memory is then shared
   *     memory, which can be copied from outside
   */
  record PowerOn(boolean freezable) implements MachineStart {}

  /** By its power button, with the disks that an earlier start left; they are taken over. */
  record Again(MachineDisks disks) implements MachineStart {}

  /** As a clone of a frozen machine of the same config, QEMU and accelerator. */
  record Clone(FrozenMachine machine) implements MachineStart {}

  /** By its power button, never to be frozen. */
  MachineStart COLD = new PowerOn(false);

  /** By its power button, and freezable. */
  MachineStart FREEZABLE = new PowerOn(true);

  /** As a clone of what was frozen into that directory. */
  static MachineStart of(Path directory) {
    return new Clone(new FrozenMachine(directory));
  }
}
