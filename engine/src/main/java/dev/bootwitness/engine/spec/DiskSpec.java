package dev.bootwitness.engine.spec;

import dev.bootwitness.machine.config.DiskBus;
import java.util.Optional;

/**
 * A disk in addition to the boot medium.
 *
 * @param name what steps call it
 * @param keep the folder in which its content outlives the run; empty when it ends with the run
 * @param bytes the size of a blank disk; zero when it has an image's content
 * @param image a file whose content it has; empty for a blank disk
 * @param serial its serial number; empty for its name
 * @param plugged whether it is there at power-on and may come and go; empty: as the steps say
 * @param rotational whether it reports that it rotates; empty for the default of its bus
 */
public record DiskSpec(
    String name,
    Optional<String> keep,
    long bytes,
    Optional<String> image,
    DiskBus bus,
    Optional<String> serial,
    Optional<Boolean> rotational,
    boolean readOnly,
    Optional<Boolean> plugged) {

  /** A blank virtio disk. */
  public static DiskSpec blank(String name, long bytes) {
    return new DiskSpec(
        name,
        Optional.empty(),
        bytes,
        Optional.empty(),
        DiskBus.VIRTIO,
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty());
  }
}
