package dev.bootwitness.prenixos.detect;

import java.util.Optional;
import java.util.regex.Pattern;

/** Which block devices are no disks, and which disks are never candidates. */
final class Exclusion {
  private static final Pattern NO_DISK = Pattern.compile("(loop|ram|zram|dm-|md|sr|mtdblock).*");
  private static final Pattern FLOPPY = Pattern.compile("fd\\d+");
  private static final Pattern EMMC_PART = Pattern.compile("mmcblk\\d+(boot\\d+|rpmb|gp\\d+)");

  private Exclusion() {}

  /** Whether it is named in plans at all. */
  static boolean isDisk(BlockDevice device) {
    return device.type().equals("disk") && !NO_DISK.matcher(device.name()).matches();
  }

  /** Why it is never a candidate, judged without reading it; empty if it is one. */
  static Optional<String> reason(BlockDevice disk, LiveMedium medium) {
    if (FLOPPY.matcher(disk.name()).matches()) {
      return Optional.of("it is a floppy drive");
    }
    if (EMMC_PART.matcher(disk.name()).matches()) {
      return Optional.of("it is a boot area of an eMMC");
    }
    Optional<String> boots = medium.reason(disk);
    if (boots.isPresent()) {
      return boots;
    }
    if (disk.removable()) {
      return Optional.of("it is removable");
    }
    if (disk.readOnly()) {
      return Optional.of("it is read-only");
    }
    if (disk.size() == 0) {
      return Optional.of("it has no medium");
    }
    return disk.content().equals("iso9660")
        ? Optional.of("it holds an ISO image")
        : Optional.empty();
  }
}
