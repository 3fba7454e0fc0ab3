package dev.bootwitness.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No command claims success when what it printed was lost: the program as a shell starts it. */
class StandardOutputTest {

  @TempDir private Path folder = Path.of("");

  private record Ended(int exit, String stderr) {}

  @Test
  void whatFindsNoRoomIsToldAndNoSuccess() throws Exception {
    Path log = Files.writeString(folder.resolve("log"), "Linux version 6.1.0\n");

    for (List<String> command :
        List.of(
            List.of("--version"),
            List.of("run", "--help"),
            List.of("explain", "--json", log.toString()),
            List.of("queue", "list", "--file", folder.resolve("q.md").toString()))) {
      assertThat(ended("\"$@\" > /dev/full", command))
          .as(command.toString())
          .isEqualTo(
              new Ended(
                  3,
                  "bootwitness: cannot write to standard output: No space left on device. The output is"
                      + " lost.\n"));
    }
  }

  @Test
  void anErrorKeepsItsOwnStatus() throws Exception {
    assertThat(ended("\"$@\" > /dev/full", List.of("explain", "/nonexistent")).exit()).isEqualTo(2);
  }

  @Test
  void aReaderThatLeavesIsNoMistakeAndNoSuccess() throws Exception {
    assertThat(ended("read -r && exec \"$@\"", List.of("--version"))).isEqualTo(new Ended(141, ""));
  }

  @Test
  void whatArrivesIsASuccess() throws Exception {
    assertThat(ended("\"$@\" > said", List.of("--version"))).isEqualTo(new Ended(0, ""));
    assertThat(folder.resolve("said")).content().isNotBlank();
  }

  private Ended ended(String script, List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("bash", "-c", script, "bash"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp"));
    command.addAll(List.of(System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(arguments);
    Path stderr = folder.resolve("stderr");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(stderr.toFile())
            .start();
    // A script that writes to us waits for a line: its reader has gone before it goes on.
    process.getInputStream().close();
    process.getOutputStream().write('\n');
    process.getOutputStream().close();
    return new Ended(process.waitFor(), Files.readString(stderr, UTF_8));
  }
}
