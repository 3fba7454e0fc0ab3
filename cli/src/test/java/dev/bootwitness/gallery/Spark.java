package dev.bootwitness.gallery;

import java.nio.file.Path;
import java.util.List;

/** Rows made of spark: a real kernel and a busybox that reaches its login prompt in seconds. */
final class Spark {

  static final String SERIAL = "console=ttyS0,115200n8";

  static final String AS_USER = "{user: spark, password: spark}";

  static final String AS_ROOT = "{user: spark, password: spark, become: root, rootPassword: root}";

  private Spark() {}

  /** Unmodified spark, logged in to as root. */
  static Exhibit row(String name) {
    return row(name, SERIAL);
  }

  /** With another kernel line. */
  static Exhibit row(String name, String words) {
    return Exhibit.of(
            name,
            (folder, segment, sections) -> {
              List<Path> spark = Builds.spark();
              sections.put(
                  "image",
                  "{kernel: %s, initrd: %s, append: '%s'}"
                      .formatted(spark.getFirst(), segment.behind(spark.getLast(), folder), words));
            })
        .spec("machine", "{memory: 256MiB, cpus: 1}")
        .spec("login", AS_ROOT);
  }

  /** With a kernel or an initramfs of which only so much is there. */
  static Exhibit cut(String name, double ofTheKernel, double ofTheInitrd) {
    return Exhibit.of(
            name,
            (folder, _, sections) -> {
              List<Path> spark = Builds.spark();
              sections.put(
                  "image",
                  "{kernel: %s, initrd: %s, append: '%s'}"
                      .formatted(
                          Disks.cut(spark.getFirst(), folder.resolve("vmlinuz"), ofTheKernel),
                          Disks.cut(spark.getLast(), folder.resolve("initrd.img"), ofTheInitrd),
                          SERIAL));
            })
        .spec("machine", "{memory: 256MiB, cpus: 1}")
        .spec("login", AS_ROOT);
  }

  /** A script that init runs, and waits for, between the system's start and the login prompt. */
  static Segment early(Segment segment, String script) {
    return segment
        .script("/gallery/early", "#!/bin/sh\n" + script)
        .text(
            "/etc/inittab",
            """
            ::sysinit:/etc/init.d/rcS
            ::sysinit:/gallery/early
            ttyS0::respawn:/sbin/getty -L 115200 ttyS0 vt102
            ::shutdown:/bin/umount -a -r
            """);
  }
}
