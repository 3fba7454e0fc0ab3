package dev.bootwitness.image.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The host's own APT; its lists must know of busybox. */
class AptVersionsIT {

  @TempDir Path dir;

  @Test
  void theVersionsAreThoseThatAptWouldInstallIntoAnEmptySystem() throws Exception {
    Path names = Files.writeString(dir.resolve("packages"), "# shell\nbusybox-static # small\n\n");
    Path memory = dir.resolve("cache/apt-versions");
    Map<String, String> versions = AptVersions.of(names, memory);

    assertThat(versions).containsKeys("busybox-static", "dpkg", "libc6");
    assertThat(versions.get("busybox-static")).matches("[0-9]\\S+");

    // An answer that only the memory can give: APT is not asked while its lists are the same.
    List<String> lines = Files.readAllLines(memory);
    Files.write(memory, List.of(lines.getFirst(), "busybox-static from-memory"));
    assertThat(AptVersions.of(names, memory)).isEqualTo(Map.of("busybox-static", "from-memory"));
    // In another state it is asked; what it cannot resolve leaves the last answer.
    Files.write(memory, List.of("another state", "busybox-static from-memory"));
    assertThat(AptVersions.of(names, memory)).isEqualTo(versions);
    Files.writeString(names, "no-such-package-at-all\n");
    assertThat(AptVersions.of(names, memory)).isEqualTo(versions);
  }
}
