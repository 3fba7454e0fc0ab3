package dev.bootwitness.prenixos.plan;

/**
 * A logical volume.
 *
 * @param content {@link #EXT4} or {@link #SWAP}
 * @param mount where it belongs in the new system; empty for swap
 * @param mode access rights of its root directory, octal; empty for the usual ones
 */
public record PlannedVolume(
    String group, String name, long extents, String content, String mount, String mode) {
  public static final String EXT4 = "ext4";
  public static final String SWAP = "swap";

  public String path() {
    return "/dev/" + group + "/" + name;
  }

  public long bytes() {
    return extents * Sizes.EXTENT;
  }
}
