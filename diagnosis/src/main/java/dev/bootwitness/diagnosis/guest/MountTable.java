package dev.bootwitness.diagnosis.guest;

import java.util.List;
import java.util.Optional;

/**
 * A guest's mounts, as {@code /proc/self/mounts} lists them (proc_pid_mounts(5), fstab(5)).
 *
 * @param mounts in the order of mounting
 */
public record MountTable(List<Mount> mounts) {

  /** Copies the list. */
  public MountTable {
    mounts = List.copyOf(mounts);
  }

  /**
   * One mount.
   *
   * @param source the device, or what the file system calls itself
   * @param target the directory
   * @param type of the file system, e.g. ext4
   * @param options e.g. rw, nosuid
   */
  public record Mount(String source, String target, String type, List<String> options) {
    public Mount {
      options = List.copyOf(options);
    }
  }

  /** Reads the file's text; lines of another form are left out. */
  public static MountTable parse(String text) {
    return new MountTable(
        text.lines()
            .map(line -> List.of(line.split(" ", -1)))
            .filter(fields -> fields.size() >= 4)
            .map(fields ->
                new Mount(
                    plain(fields.get(0)),
                    plain(fields.get(1)),
                    fields.get(2),
                    List.of(fields.get(3).split(",", -1))))
            .toList());
  }

  /** What is mounted at a directory: the last mount hides those before it. */
  public Optional<Mount> at(String target) {
    return mounts.stream().filter(mount -> mount.target().equals(target)).reduce((_, last) -> last);
  }

  /** Blanks are written in octal: getmntent(3). */
  private static String plain(String field) {
    return field
        .replace("\\040", " ")
        .replace("\\011", "\t")
        .replace("\\012", "\n")
        .replace("\\134", "\\");
  }
}
