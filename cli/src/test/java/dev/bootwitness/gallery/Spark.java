package dev.bootwitness.gallery;

import dev.bootwitness.image.build.BuildListener;
import dev.bootwitness.image.build.BuildOutcome;
import dev.bootwitness.image.build.BuildRequest;
import dev.bootwitness.image.build.CommandBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Rows made of spark: a real kernel and a busybox that reaches its login prompt in seconds. */
final class Spark {

  static final String SERIAL = "console=ttyS0,115200n8";

  static final String AS_USER = "{user: spark, password: spark}";

  static final String AS_ROOT = "{user: spark, password: spark, become: root, rootPassword: root}";

  private Spark() {}

  /** Spark as it is, logged in to as root. */
  static Exhibit row(String name) {
    return row(name, SERIAL);
  }

  /** With another kernel line. */
  static Exhibit row(String name, String words) {
    return Exhibit.of(
            name,
            (folder, segment, sections) -> {
              List<Path> spark = files();
              sections.put(
                  "image",
                  "{kernel: %s, initrd: %s, append: '%s'}"
                      .formatted(spark.getFirst(), segment.behind(spark.getLast(), folder), words));
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

  /** Kernel and initramfs, from the cache that the other tests of spark use. */
  private static List<Path> files() throws IOException, InterruptedException {
    // Maven has packaged this very source before any *IT runs: images/spark/build need not ask.
    Files.write(Gallery.HOME.resolve("cli/target/dist/built"), new byte[0]);
    Path source = Gallery.HOME.resolve("images/spark");
    BuildOutcome outcome =
        new CommandBuilder()
            .build(
                new BuildRequest(
                    List.of(source.resolve("build").toString()),
                    Gallery.HOME,
                    List.of(source),
                    List.of("vmlinuz", "initrd.img"),
                    Duration.ofMinutes(5),
                    null,
                    Gallery.HOME.resolve("cli/target/it-project/.bootwitness/images/spark"),
                    Map.of()),
                BuildListener.NONE);
    if (outcome instanceof BuildOutcome.Built built) {
      return built.artifacts();
    }
    throw new IOException("spark could not be built: " + outcome);
  }
}
