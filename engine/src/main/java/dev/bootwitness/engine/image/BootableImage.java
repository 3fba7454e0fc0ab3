package dev.bootwitness.engine.image;

import dev.bootwitness.machine.config.Boot;
import dev.bootwitness.machine.config.DiskFormat;
import java.nio.file.Path;
import java.util.Map;

/**
 * The image that is about to boot, and the images of the other disks.
 *
 * @param boot how the machine gets it
 * @param sha256 of all that boots, and of the other disks' images
 * @param dataFormats how the bytes of each data disk's image are laid out
 */
public record BootableImage(Boot boot, String sha256, Map<Path, DiskFormat> dataFormats) {
  public BootableImage {
    dataFormats = Map.copyOf(dataFormats);
  }
}
