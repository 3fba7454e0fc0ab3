package dev.bootwitness.prenixos.plan;

/**
 * A partition to be made; starts and sizes are in MiB, so that every sector size divides them.
 *
 * @param role {@link #ESP}, or the name of the group that it becomes a member of
 * @param path such as {@code /dev/vda1}
 */
public record PlannedPartition(int number, String role, String path, long startMib, long sizeMib) {
  public static final String ESP = "esp";

  public boolean isEsp() {
    return role.equals(ESP);
  }

  /** The path of a disk's partition: a p stands between digits (kernel block/partitions/core.c). */
  static String path(String disk, int number) {
    boolean digit = Character.isDigit(disk.charAt(disk.length() - 1));
    return disk + (digit ? "p" : "") + number;
  }
}
