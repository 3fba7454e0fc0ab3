package dev.bootwitness.machine.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LeftoversTest {

  @TempDir Path place;

  @Test
  void whatALivingProcessUsesIsNone() throws Exception {
    try (PrivateDirectory _ = PrivateDirectory.in(List.of(place))) {
      assertThat(find()).isEmpty();
      assertThat(find()).as("a look must not give our own lock back").isEmpty();
    }
  }

  @Test
  void whatAKilledProcessLeavesIsFoundAndRemoved() throws Exception {
    Process owner =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                DirectoryOwner.class.getName(),
                place.toString())
            .redirectErrorStream(true)
            .start();
    try (BufferedReader said = owner.inputReader(StandardCharsets.UTF_8)) {
      Path directory = Path.of(said.readLine());
      Files.writeString(directory.resolve("data0.qcow2"), "x".repeat(4096));
      assertThat(find()).as("it lives").isEmpty();

      owner.destroyForcibly().waitFor();

      List<Leftover> found = find();
      assertThat(found)
          .singleElement()
          .isEqualTo(new Leftover.Directory(directory, owner.pid(), 4096));
      found.getFirst().remove();
      assertThat(place).isEmptyDirectory();
    } finally {
      owner.destroyForcibly();
    }
  }

  /** A reused id: the process that has it now started after the directory was created. */
  @Test
  void aDirectoryOlderThanTheProcessOfThatIdIsLeftOver() throws Exception {
    Path directory =
        Files.createDirectory(place.resolve("bw-%d-1".formatted(ProcessHandle.current().pid())));
    assertThat(find()).isEmpty();

    Files.setLastModifiedTime(directory, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));

    assertThat(find()).singleElement().isInstanceOf(Leftover.Directory.class);
  }

  @Test
  void otherNamesLinksAndFilesAreLeftAlone() throws Exception {
    Files.createDirectory(place.resolve("bw-1234567-x"));
    Files.createDirectory(place.resolve("bw-7"));
    Files.createFile(place.resolve("bw-4194305-1"));
    Files.createSymbolicLink(place.resolve("bw-4194305-2"), Path.of("/"));

    assertThat(find()).isEmpty();
  }

  private List<Leftover> find() {
    return new Leftovers(List.of(place)).find();
  }
}
