package dev.bootwitness.engine.inspect;

import dev.bootwitness.machine.config.DiskBus;
import java.util.Optional;

/**
 * How an image is about to be booted.
 *
 * @param firmware {@code bios} or {@code uefi}; empty when any that the image has will do, or none
 *     is used
 * @param loader whether the image's boot loader starts its kernel
 * @param line the name of the serial console, such as {@code ttyS0}
 * @param bus how the machine gets a disk
 * @param root whether root is needed after the login
 * @param password whether a password is given
 */
public record Circumstances(
    Optional<String> firmware,
    boolean loader,
    String line,
    DiskBus bus,
    boolean root,
    boolean password) {

  /** The first serial line of a PC. */
  public static final String PC_LINE = "ttyS0";

  /** The serial line of an arm64 machine. */
  public static final String ARM_LINE = "ttyAMA0";

  /** Those of a spec that says no more than the image. */
  public static Circumstances standard(boolean loader, boolean arm) {
    return new Circumstances(
        Optional.empty(), loader, arm ? ARM_LINE : PC_LINE, DiskBus.VIRTIO, true, true);
  }
}
