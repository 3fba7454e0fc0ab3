package dev.bootwitness.image.tool;

import java.util.Map;

/** The Debian packages of the programs that read formats. */
final class ToolPackages {

  private static final Map<String, String> ALL =
      Map.ofEntries(
          Map.entry("unsquashfs", "squashfs-tools"),
          Map.entry("debugfs", "e2fsprogs"),
          Map.entry("e2fsck", "e2fsprogs"),
          Map.entry("mdir", "mtools"),
          Map.entry("mcopy", "mtools"),
          Map.entry("qemu-img", "qemu-utils"),
          Map.entry("blkid", "util-linux"),
          Map.entry("journalctl", "systemd"),
          Map.entry("xz", "xz-utils"),
          Map.entry("lzop", "lzop"));

  private ToolPackages() {}

  /** The package; most are named like their program. */
  static String of(String program) {
    return ALL.getOrDefault(program, program);
  }
}
