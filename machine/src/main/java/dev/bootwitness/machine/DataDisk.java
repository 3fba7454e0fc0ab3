package dev.bootwitness.machine;

/**
 * A blank disk on the virtio bus, made for this machine and thrown away with it.
 *
 * @param bytes its size, a positive multiple of 512
 */
public record DataDisk(long bytes) {

  private static final int SECTOR = 512;

  /** Checks the size. */
  public DataDisk {
    if (bytes <= 0 || bytes % SECTOR != 0) {
      throw new IllegalArgumentException(
          "data disk of " + bytes + " bytes: the size must be a positive multiple of " + SECTOR);
    }
  }
}
