package dev.bootwitness.machine.config;

/**
 * A device that a machine may have besides disks, cards and serial ports. Another one is an entry
 * here, and how QEMU is told of it in {@code PeripheralArguments}: the spec's key, its place in the
 * reference and in checkpoints follow.
 */
public enum Peripheral {
  FLOPPY(
      "floppy",
      false,
      "A floppy drive without a disk: the guest has a `/dev/fd0` that cannot be read."),
  TPM("tpm", false, "A TPM 2.0, blank at power-on (package `swtpm`)."),
  RNG(
      "rng",
      true,
      "A virtio source of random numbers. Without it, a guest may wait for randomness as old"
          + " hardware does."),
  WATCHDOG(
      "watchdog",
      false,
      "A watchdog (Intel 6300ESB). A guest that arms it and lets it run out is reset, which is"
          + " reported as `kernel/lockup`.");

  private final String key;
  private final boolean standard;
  private final String help;

  Peripheral(String key, boolean standard, String help) {
    this.key = key;
    this.standard = standard;
    this.help = help;
  }

  /** Its key in a spec's {@code machine}. */
  public String key() {
    return key;
  }

  /** Whether a machine has it unless the spec says otherwise. */
  public boolean isStandard() {
    return standard;
  }

  /** What it is, in a sentence of the reference. */
  public String help() {
    return help;
  }
}
