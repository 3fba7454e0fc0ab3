package dev.bootwitness.image.facts;

/**
 * What blkid(8) recognises in a partition.
 *
 * @param type such as {@code ext4}, {@code vfat}, {@code LVM2_member}
 * @param label may be empty
 * @param uuid may be empty
 * @param read whether its files were read
 */
public record FileSystemFacts(String type, String label, String uuid, boolean read) {

  /** The same, read. */
  public FileSystemFacts opened() {
    return new FileSystemFacts(type, label, uuid, true);
  }
}
