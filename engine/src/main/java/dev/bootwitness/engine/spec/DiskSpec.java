package dev.bootwitness.engine.spec;

import dev.bootwitness.machine.config.DiskBus;
import java.util.Optional;

/**
 * A disk in addition to the boot medium.
 *
 * @param bytes the size of a blank disk; zero when it has an image's content
 * @param image a file whose content it has; empty for a blank disk
 * @param serial its serial number; empty for {@code data0}, {@code data1} and so on
 * @param rotational whether it reports that it rotates; empty for the default of its bus
 */
public record DiskSpec(
    long bytes,
    Optional<String> image,
    DiskBus bus,
    Optional<String> serial,
    Optional<Boolean> rotational,
    boolean readOnly) {

  /** A blank virtio disk. */
  public static DiskSpec blank(long bytes) {
    return new DiskSpec(
        bytes, Optional.empty(), DiskBus.VIRTIO, Optional.empty(), Optional.empty(), false);
  }
}
