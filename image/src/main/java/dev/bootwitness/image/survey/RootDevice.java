package dev.bootwitness.image.survey;

import dev.bootwitness.image.facts.FileSystemFacts;
import dev.bootwitness.image.facts.Partition;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a kernel's {@code root=} names, compared with the partitions of the disk that boots. */
public final class RootDevice {

  /** The first disk by its driver: /dev/vda, /dev/sda, /dev/nvme0n1, with a partition's number. */
  private static final Pattern FIRST_DISK =
      Pattern.compile("/dev/(?:(?:vd|sd|hd|xvd)a|nvme0n1p?|mmcblk0p?)(\\d{0,3})");

  private RootDevice() {}

  /** Whether that partition is what {@code root=} names, by any driver. */
  public static boolean answers(String root, Partition partition) {
    FileSystemFacts inside = partition.fileSystem().orElse(new FileSystemFacts("", "", "", false));
    String value = root.replaceFirst("^/dev/disk/by-(uuid|label|partuuid|partlabel)/", "$1=");
    int equals = value.indexOf('=');
    if (equals > 0) {
      String wanted = value.substring(equals + 1).replace("\"", "");
      return switch (value.substring(0, equals).toLowerCase(Locale.ROOT)) {
        case "uuid" -> inside.uuid().equalsIgnoreCase(wanted);
        case "label" -> inside.label().equals(wanted);
        case "partuuid" -> partition.uuid().equalsIgnoreCase(wanted);
        case "partlabel" -> partition.name().equals(wanted);
        default -> false;
      };
    }
    Matcher disk = FIRST_DISK.matcher(value);
    return disk.matches()
        && (disk.group(1).isEmpty() ? "0" : disk.group(1))
            .equals(String.valueOf(partition.number()));
  }

  /** Whether {@code root=} is of a form that the partitions of one disk can answer. */
  public static boolean isDecidable(String root) {
    return root.matches("(?i)(part)?(uuid|label)=.+|/dev/disk/by-(part)?(uuid|label)/.+")
        || FIRST_DISK.matcher(root).matches();
  }
}
