package dev.bootwitness.image.facts;

import java.util.List;

/**
 * What an initrd holds.
 *
 * @param paths of its parts
 * @param compressions of its parts; empty for a plain archive
 * @param generator what made it: {@code initramfs-tools}, {@code dracut}, {@code mkinitcpio},
 *     {@code debian-installer}, {@code nixos}, or empty
 * @param systemd whether systemd runs in it
 * @param files how many names it has
 * @param drivers its modules for disks, buses and file systems, without {@code .ko}
 */
public record InitrdFacts(
    List<String> paths,
    List<String> compressions,
    String generator,
    boolean systemd,
    int files,
    List<String> drivers) {

  /** Copies the lists. */
  public InitrdFacts {
    paths = List.copyOf(paths);
    compressions = List.copyOf(compressions);
    drivers = List.copyOf(drivers);
  }
}
