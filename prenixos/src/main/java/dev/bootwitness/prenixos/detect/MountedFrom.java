package dev.bootwitness.prenixos.detect;

import java.util.List;

/**
 * A mounted file system: a line of /proc/self/mounts (proc(5)).
 *
 * @param source the device, where it is one
 */
record MountedFrom(String source, String target, String type) {

  static List<MountedFrom> parse(String mounts) {
    return mounts
        .lines()
        .map(line -> line.split(" ", -1))
        .filter(fields -> fields.length >= 3)
        .map(f -> new MountedFrom(plain(f[0]), plain(f[1]), f[2]))
        .toList();
  }

  /** The kernel writes space, tab, newline and backslash as three octal digits (getmntent(3)). */
  private static String plain(String field) {
    return field
        .replace("\\040", " ")
        .replace("\\011", "\t")
        .replace("\\012", "\n")
        .replace("\\134", "\\");
  }
}
