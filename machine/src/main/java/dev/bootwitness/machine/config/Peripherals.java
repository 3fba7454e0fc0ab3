package dev.bootwitness.machine.config;

/**
 * The other devices on the board.
 *
 * @param floppy whether there is a floppy drive, without a disk in it
 * @param serialPorts at least 1; the console is the first
 * @param tpm whether there is a TPM 2.0, blank at power-on
 * @param rng whether there is a virtio source of random numbers
 * @param watchdog whether there is a watchdog (Intel 6300ESB), which resets the machine when the
 *     guest has armed it and lets it run out
 */
public record Peripherals(
    boolean floppy, int serialPorts, boolean tpm, boolean rng, boolean watchdog) {

  /** The default devices of a machine. */
  public static final Peripherals STANDARD = new Peripherals(false, 1, false, true, false);
}
