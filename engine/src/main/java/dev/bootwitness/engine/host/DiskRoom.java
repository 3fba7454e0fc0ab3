package dev.bootwitness.engine.host;

import dev.bootwitness.machine.host.PrivateDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Free space in a place that a run writes to.
 *
 * @param use what is written there, for a person
 * @param free bytes
 * @param needed bytes below which no run begins
 */
record DiskRoom(Path place, String use, long free, long needed) {

  private static final long MIB = 1L << 20;

  /** What a live system writes to its disks while it boots; anything beyond is up to the guest. */
  static final long DISKS = 256 * MIB;

  /** A record with its serial files; a guest that floods its console may write more. */
  static final long RECORD = 64 * MIB;

  boolean enough() {
    return free >= needed;
  }

  /**
   * The places to which a run of this project writes; a place that cannot be examined is omitted.
   */
  static List<DiskRoom> of(Path project) {
    List<DiskRoom> rooms = new ArrayList<>();
    PrivateDirectory.disksPlace()
        .ifPresent(place -> add(rooms, place, "what guests write to their disks", DISKS));
    add(rooms, existing(project.toAbsolutePath().normalize()), "the record", RECORD);
    return List.copyOf(rooms);
  }

  private static Path existing(Path path) {
    Path at = path;
    while (!Files.isDirectory(at) && at.getParent() != null) {
      at = at.getParent();
    }
    return at;
  }

  private static void add(List<DiskRoom> rooms, Path place, String use, long needed) {
    // Not by its FileStore, which needs a line in /proc/mounts: in a chroot there is none.
    long free = place.toFile().getUsableSpace();
    // A place of which nothing is known has 0 too; writing there fails with a more precise message.
    if (free > 0 || Files.isDirectory(place)) {
      rooms.add(new DiskRoom(place, use, free, needed));
    }
  }

  /** In words, e.g. {@code /var/tmp has 12 MiB free and needs 256 MiB for the record}. */
  String describe() {
    return "%s has %d MiB free and needs %d MiB for %s"
        .formatted(place, free / MIB, needed / MIB, use);
  }
}
