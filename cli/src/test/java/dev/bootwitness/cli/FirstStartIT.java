package dev.bootwitness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first start of a new checkout, which builds what a user runs. */
class FirstStartIT {
  @TempDir Path clone;

  private record Start(Process process, Path output) {
    String said() throws IOException {
      return Files.readString(output, StandardCharsets.UTF_8);
    }
  }

  private Start start(String name) throws IOException {
    Path output = clone.resolve(name);
    Process process =
        new ProcessBuilder(clone.resolve("bootwitness").toString(), "--version")
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    return new Start(process, output);
  }

  private static void run(Path folder, String script) throws Exception {
    Process process =
        new ProcessBuilder("/bin/sh", "-c", script).directory(folder.toFile()).inheritIO().start();
    assertThat(process.waitFor()).as(script).isZero();
  }

  private List<String> builds() throws IOException {
    try (Stream<Path> folders = Files.list(clone.resolve("cli/target/dists"))) {
      return folders
          .filter(Files::isDirectory)
          .map(folder -> String.valueOf(folder.getFileName()))
          .sorted()
          .toList();
    }
  }

  @Test
  void twoStartsAtOnceBuildOnceAndALaterBuildLeavesARunningProgramItsFiles() throws Exception {
    run(Path.of(".."), "git ls-files -z | tar --null -T - -c | tar -x -C '" + clone + "'");

    Start one = start("one.txt");
    Start two = start("two.txt");
    assertThat(one.process().waitFor()).as(one.said()).isZero();
    assertThat(two.process().waitFor()).as(two.said()).isZero();
    assertThat(one.said()).contains("bootwitness 0");
    assertThat(two.said()).contains("bootwitness 0");
    List<String> first = builds();
    assertThat(first).as(one.said() + two.said()).hasSize(1);

    run(clone, "touch cli/src/main/java/dev/bootwitness/cli/Main.java");
    assertThat(start("three.txt").process().waitFor()).isZero();
    assertThat(builds()).as("the new build and the one before it").hasSize(2).containsAll(first);
  }
}
