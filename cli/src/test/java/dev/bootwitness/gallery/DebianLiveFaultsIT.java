package dev.bootwitness.gallery;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A whole distribution with one fault: a real initrd, a real systemd. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(1200)
class DebianLiveFaultsIT {

  /** Where a squashfs begins on the CD is found by its magic and its version 4.0. */
  private static final byte[] SQUASHFS = "hsqs".getBytes(StandardCharsets.US_ASCII);

  private static final int CD_SECTOR = 2048;

  static Stream<Exhibit> rows() {
    return Stream.of(
        row("debian-root-device-missing", false)
            .spec("kernel", "{remove: [boot=live], add: [root=/dev/vdz, rootdelay=1]}")
            .blames("initrd/root-device-missing"),
        row("debian-squashfs-damaged", true).blames("initrd/mount-failed", "kernel/io-error"),
        row("debian-emergency-mode", false)
            .spec("kernel", "{add: [systemd.unit=emergency.target]}")
            .blames("systemd/emergency-mode"));
  }

  private static Exhibit row(String name, boolean damaged) {
    return Exhibit.of(
            name,
            (folder, segment, sections) -> {
              Path iso = Builds.debianLive();
              sections.put("image", (damaged ? damaged(iso, folder) : iso).toString());
            })
        .spec("boot", "{within: 90s, checkpoint: never}")
        .spec("machine", "{memory: 1GiB, cpus: 1}")
        .spec("login", "{user: nixos, become: root}");
  }

  private static Path damaged(Path iso, Path folder) throws IOException {
    Path copy = folder.resolve("damaged.iso");
    Files.copy(iso, copy, StandardCopyOption.REPLACE_EXISTING);
    try (RandomAccessFile file = new RandomAccessFile(copy.toFile(), "rw")) {
      byte[] magic = new byte[SQUASHFS.length];
      for (long at = 0; at < file.length(); at += CD_SECTOR) {
        file.seek(at);
        file.readFully(magic);
        if (Arrays.equals(magic, SQUASHFS)) {
          file.seek(at);
          file.write(new byte[96]);
        }
      }
    }
    return copy;
  }

  @ParameterizedTest
  @MethodSource("rows")
  void isNamed(Exhibit exhibit) throws Exception {
    Gallery.show(exhibit);
  }
}
