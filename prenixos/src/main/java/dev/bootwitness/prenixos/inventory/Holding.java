package dev.bootwitness.prenixos.inventory;

import java.util.List;

/**
 * Something that lies on a disk: a partition, or what is made of it and running (array, volume,
 * opened encryption).
 *
 * @param path such as {@code /dev/vda1}
 * @param type as lsblk names it: {@code part}, {@code raid1}, {@code lvm}, {@code crypt}
 * @param content the kind of file system or member, as lsblk's FSTYPE; empty for none
 * @param label the name of a partition in its table; empty for none
 * @param group the LVM group that it is a physical volume of; empty for none
 * @param mounts where it is mounted; {@code [SWAP]} for swap in use
 * @param everMounted whether its file system was ever mounted; asked only of file systems below
 *     partitions that an unfinished apply has named
 */
public record Holding(
    String path,
    String type,
    String content,
    String label,
    String group,
    List<String> mounts,
    boolean everMounted) {

  public static final String PARTITION = "part";
  public static final String SWAP_IN_USE = "[SWAP]";

  public Holding {
    mounts = List.copyOf(mounts);
  }

  public boolean isPartition() {
    return type.equals(PARTITION);
  }
}
