package dev.bootwitness.prenixos.detect;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the disks that the running system came from. */
final class LiveMedium {
  /** What only a medium is made of. */
  private static final Set<String> MEDIUM_TYPES = Set.of("iso9660", "squashfs", "udf", "erofs");

  private static final Set<String> MEDIUM_MOUNTS =
      Set.of("/", "/iso", "/nix/.ro-store", "/run/live/medium", "/run/initramfs/live", "/cdrom");

  /** Words of the kernel's command line that name a device to boot from. */
  private static final List<String> WORDS = List.of("boot", "root", "live-media", "bootfrom");

  private final List<MountedFrom> mounts;
  private final Map<String, String> loops;
  private final KernelLine words;
  private final Map<String, String> reasons = new HashMap<>();

  /**
   * @param loops backing files of loop devices, by path
   */
  LiveMedium(List<MountedFrom> mounts, Map<String, String> loops, KernelLine words) {
    this.mounts = mounts;
    this.loops = loops;
    this.words = words;
    for (MountedFrom mount : mounts) {
      if (MEDIUM_TYPES.contains(mount.type()) || MEDIUM_MOUNTS.contains(mount.target())) {
        trace(mount.source(), mount.target(), 0);
      }
    }
  }

  /** The device below a loop device lies in a file, which lies on what is mounted there. */
  private void trace(String source, String target, int depth) {
    reasons.putIfAbsent(source, "it is the boot medium, mounted at " + target);
    String file = loops.get(source);
    if (file != null && depth < 8) {
      mounts.stream()
          .filter(m ->
              file.equals(m.target()) || file.startsWith(m.target().replaceAll("/$", "") + "/"))
          .max((a, b) -> Integer.compare(a.target().length(), b.target().length()))
          .filter(m -> !m.source().equals(source))
          .ifPresent(m -> trace(m.source(), target, depth + 1));
    }
  }

  /** Why this disk is the boot medium; empty if it is none. */
  Optional<String> reason(BlockDevice disk) {
    return disk.all()
        .flatMap(device ->
            Optional.ofNullable(reasons.get(device.path())).or(() -> named(device)).stream())
        .findFirst();
  }

  private Optional<String> named(BlockDevice device) {
    for (String word : WORDS) {
      for (String value : words.values(word)) {
        boolean here =
            value.equals(device.path())
                || is(value, "LABEL", device.label())
                || is(value, "UUID", device.uuid())
                || is(value, "PARTLABEL", device.partitionLabel())
                || is(value, "PARTUUID", device.partitionUuid());
        if (here) {
          return Optional.of("the kernel's command line names it: " + word + "=" + value);
        }
      }
    }
    return Optional.empty();
  }

  private static boolean is(String value, String key, String name) {
    return !name.isEmpty()
        && (value.equals(key + "=" + name)
            || value.equals("/dev/disk/by-" + key.toLowerCase(java.util.Locale.ROOT) + "/" + name));
  }
}
