package dev.bootwitness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs that leave something among a project's documents. */
@Timeout(120)
class FollowUpIT {

  @TempDir Path folder;

  @Test
  void aFailedCheckIsQueuedOnceAndEndedByTheRunThatShowsItCured() throws Exception {
    Path queue = folder.resolve("docs/task-queue.md");
    SparkSpec failing =
        spec("archive: docs\nchecks: [{name: who <b>, run: id -un, prints: nobody}]\n");
    SparkSpec cured = spec("archive: docs\nchecks: [{name: who <b>, run: id -un, prints: root}]\n");

    Cli.Ended first = failing.run(folder).run();
    assertThat(first.exit()).as(first.output()).isEqualTo(1);
    assertThat(first.output())
        .contains("  queue   ", "task-queue.md: added \"check/failed: who <b>\" (first seen now)");
    String run = first.record().id();
    assertThat(folder.resolve("docs/test-reports/" + run + ".md"))
        .hasSameBinaryContentAs(first.record().markdown());
    assertThat(folder.resolve("docs/boot-logs/" + run + "-serial.log"))
        .hasSameBinaryContentAs(first.record().serialText());
    Files.writeString(queue, Files.readString(queue) + "\nmy own words\n");

    Cli.Ended second = failing.run(folder).run();
    assertThat(second.output()).contains("seen 2 times since " + run.substring(0, 10));
    assertThat(queue(queue, "list").output())
        .startsWith("1.  check/failed: who <b> in spark\n")
        .hasLineCount(1);

    Cli.Ended third = cured.run(folder).run();
    assertThat(third.exit()).as(third.output()).isZero();
    assertThat(third.output())
        .contains("done: \"check/failed: who <b> in spark\", the check holds");
    assertThat(queue(queue, "list").output()).startsWith("No active tasks");
    assertThat(queue)
        .content()
        .contains("my own words\n", "Done " + third.record().id().substring(0, 10));
    assertThat(queue(queue, "check").output()).contains("0 active tasks, 1 completed");
    assertThat(queue(folder.resolve("none.md"), "check").output()).contains("no such file yet");
    assertThat(diff(first, second).output()).startsWith("= SAME  no difference that matters\n");
    assertThat(diff(second, third).output())
        .startsWith("≠ DIFFERENT  first in checks\n  who <b>: failed: ")
        .contains("-> passed");
    assertThat(links(queue)).isNotEmpty().allSatisfy(link -> assertThat(link).exists());
  }

  @Test
  void anInterruptedRunIsArchivedAndAQueueThatCannotBeWrittenCostsNoVerdict() throws Exception {
    Cli.Started started =
        // A run that boots: a clone's console has said nothing.
        SparkSpec.GOOD
            .with("archive: docs\nqueue: /proc/queue.md\nchecks: [{run: sleep 600}]\n")
            .run(folder)
            .start();
    started.awaitLine("ready");
    started.signal("INT");
    Cli.Ended ended = started.end();

    assertThat(ended.exit()).as(ended.output()).isEqualTo(130);
    assertThat(ended.output()).contains("INTERRUPTED");
    assertThat(folder.resolve("docs/test-reports/" + ended.record().id() + ".md")).isNotEmptyFile();
    assertThat(folder.resolve("docs/boot-logs/" + ended.record().id() + "-serial.log"))
        .isNotEmptyFile();
  }

  private static SparkSpec spec(String rest) {
    return SparkSpec.GOOD.withBoot("60s, checkpoint: auto").with(rest);
  }

  private static Cli.Ended queue(Path file, String command) throws Exception {
    return Cli.of("queue", command, "--file", file.toString()).run();
  }

  private static Cli.Ended diff(Cli.Ended a, Cli.Ended b) throws Exception {
    return Cli.of(
            "diff",
            a.record().id(),
            b.record().path().toString(),
            "--project",
            SparkSpec.PROJECT.toString())
        .run();
  }

  private static List<Path> links(Path markdown) throws IOException {
    try (Stream<String> lines = Files.lines(markdown)) {
      return lines
          .flatMap(line -> Stream.of(line.split("]\\(", -1)).skip(1))
          .map(rest -> markdown.resolveSibling(rest.substring(0, rest.indexOf(')'))))
          .toList();
    }
  }
}
