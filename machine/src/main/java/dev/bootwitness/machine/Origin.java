package dev.bootwitness.machine;

import java.nio.file.Path;

/** How a machine comes to life. */
public sealed interface Origin {

  /**
   * By its power button.
   *
   * @param freezable whether {@link Machine#freeze} will be possible: its memory is then shared
   *     memory, which can be copied from outside
   */
  record PowerOn(boolean freezable) implements Origin {}

  /** As a clone of a frozen machine of the same config, QEMU and accelerator. */
  record Frozen(FrozenMachine machine) implements Origin {}

  /** By its power button, never to be frozen. */
  Origin COLD = new PowerOn(false);

  /** By its power button, to be frozen perhaps. */
  Origin FREEZABLE = new PowerOn(true);

  /** As a clone of what was frozen into that directory. */
  static Origin of(Path directory) {
    return new Frozen(new FrozenMachine(directory));
  }
}
