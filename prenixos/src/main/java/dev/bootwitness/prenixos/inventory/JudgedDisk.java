package dev.bootwitness.prenixos.inventory;

/**
 * A disk, what may be done with it, and why.
 *
 * @param reason for people, in words that follow the disk's name
 */
public record JudgedDisk(DiskFacts disk, Standing standing, String reason) {

  public boolean isUsable() {
    return standing.isUsable();
  }

  /** {@code /dev/vda (serial QM00001)}. */
  public String named() {
    return disk.path() + (disk.serial().isEmpty() ? "" : " (serial " + disk.serial() + ")");
  }
}
