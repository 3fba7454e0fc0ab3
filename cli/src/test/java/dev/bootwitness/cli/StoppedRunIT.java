package dev.bootwitness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.console.cast.Cast;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Outcome;
import dev.bootwitness.record.RecordReader;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.record.StampedEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run leaves behind when somebody ends it. */
@Timeout(120)
class StoppedRunIT {

  private static final String DISK = "machine: {memory: 256MiB, cpus: 1, disks: [64MiB]}\n";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM", "HUP"})
  void aSignalDuringTheBootEndsTheMachineAndTheRecordSaysSo(String signal) throws Exception {
    Cli.Started started = SparkSpec.GOOD.run(folder).start();
    started.awaitLine("boot", "kernel");
    started.signal(signal);
    Cli.Ended ended = started.end();

    assertThat(ended.exit()).as(ended.output()).isEqualTo(130);
    assertThat(ended.verdict().outcome()).isEqualTo(Outcome.INTERRUPTED);
    assertThat(ended.cause()).isEqualTo("run/interrupted");
    assertThat(ended.output()).contains("INTERRUPTED");
    List<Event> events = ended.events();
    assertThat(events).last().isEqualTo(new Event.RunEnded(130));
    assertThat(events).hasAtLeastOneElementOfType(Event.Interrupted.class);
    Guest.of(events).assertGone();
  }

  @Test
  void aSignalDuringACheckEndsTheMachineAndTheRecordSaysSo() throws Exception {
    Cli.Started started =
        SparkSpec.GOOD.with("checks: [{run: sleep 1000, within: 30m}]\n").run(folder).start();
    started.awaitLine("login", "uid 0 verified");
    started.signal("TERM");
    Cli.Ended ended = started.end();

    assertThat(ended.exit()).as(ended.output()).isEqualTo(130);
    assertThat(ended.cause()).isEqualTo("run/interrupted");
    Guest.of(ended.events()).assertGone();
  }

  @Test
  void aSignalDuringABuildEndsTheBuildAndTheRecordSaysSo() throws Exception {
    Path begun = folder.resolve("begun");
    assertThat(new ProcessBuilder("mkfifo", begun.toString()).start().waitFor()).isZero();
    Path file =
        Files.writeString(
            folder.resolve("bootwitness.yaml"),
            """
            image: {build: {command: [sh, -c, "echo yes >%s; exec sleep 1234567"]}, path: a.iso}
            """
                .formatted(begun));
    Cli.Started started = Cli.of("run", file.toString(), "--project", folder.toString()).start();
    assertThat(begun).hasContent("yes");
    started.signal("INT");
    Cli.Ended ended = started.end();

    assertThat(ended.exit()).as(ended.output()).isEqualTo(130);
    assertThat(ended.cause()).isEqualTo("run/interrupted");
    assertThat(ProcessHandle.allProcesses())
        .noneMatch(p -> p.info().commandLine().orElse("").contains("sleep 1234567"));
  }

  @Test
  void aRecordThatIsRemovedMeanwhileIsMadeAnewAndTheRunIsNoSuccess() throws Exception {
    Cli.Started started =
        SparkSpec.GOOD.with("checks: [{run: sleep 60}, {run: 'true'}]\n").run(folder).start();
    started.awaitLine("login", "uid 0 verified");
    Path record = SparkSpec.PROJECT.resolve(".bootwitness/runs/latest").toRealPath();
    assertThat(new ProcessBuilder("rm", "-rf", record.toString()).start().waitFor()).isZero();
    Cli.Ended ended = started.end();

    assertThat(ended.exit()).as(ended.output()).isEqualTo(3);
    assertThat(ended.cause()).isEqualTo("host/record-lost");
    assertThat(ended.record().path()).isEqualTo(record);
    assertThat(ended.verdict().missing())
        .anySatisfy(missing ->
            assertThat(missing).contains("the folder of the record was removed", "written anew"));
    assertThat(ended.output()).doesNotContain("could not be written");
    assertThat(ended.record().html()).isNotEmptyFile();
    assertThat(ended.events()).first().isInstanceOf(Event.RunStarted.class);
    assertThat(ended.events()).last().isEqualTo(new Event.RunEnded(3));
    assertThat(ended.record().serialText()).content().contains("Linux version");
    assertThat(Cast.read(ended.record().serialCast()).events()).isNotEmpty();
    Cli.Ended report = Cli.of("report", record.toString()).run();
    assertThat(report.output()).startsWith("✗ BROKEN  host/record-lost");
  }

  @Test
  void aVerdictThatCannotBeKeptIsToldAllTheSame() throws Exception {
    Cli.Started started = SparkSpec.GOOD.run(folder).start();
    started.awaitLine("boot", "kernel");
    Path record = SparkSpec.PROJECT.resolve(".bootwitness/runs/latest").toRealPath();
    Files.createDirectories(record.resolve("verdict.json/in the way"));
    Cli.Ended ended = started.end();

    assertThat(ended.exit()).as(ended.output()).isZero();
    assertThat(ended.output()).contains("✓ PASSED", "missing verdict.json was not kept, ");
    Cli.Ended report = Cli.of("report", record.toString()).run();
    assertThat(report.output()).startsWith("✓ PASSED");
  }

  @Test
  void aQemuThatIsKilledByAnotherIsTheHostsFault() throws Exception {
    // The check is for a host so busy that the boot would be over before the signal.
    Cli.Started started =
        SparkSpec.GOOD.with("checks: [{run: sleep 1000, within: 30m}]\n").run(folder).start();
    started.awaitLine("boot", "kernel");
    signal("KILL", latest().pid());
    Cli.Ended ended = started.end();

    assertThat(ended.exit()).as(ended.output()).isEqualTo(3);
    assertThat(ended.cause()).isEqualTo("host/qemu-died");
    Guest.of(ended.events()).assertGone();
  }

  /** With ten minutes for the boot, which the test does not have. */
  @Test
  void aQemuThatStandsStillIsNamedBeforeTheDeadlineAndEnded() throws Exception {
    Cli.Started started = SparkSpec.GOOD.withBoot("10m").run(folder).start();
    started.awaitLine("boot", "kernel");
    signal("STOP", latest().pid());
    Cli.Ended ended = started.end();

    assertThat(ended.exit()).as(ended.output()).isEqualTo(3);
    assertThat(ended.cause()).isEqualTo("host/qemu-stalled");
    assertThat(ended.output()).contains("kill -CONT");
    Guest.of(ended.events()).assertGone();
  }

  @Test
  void whatIsLeftWhenBothAreKilledIsFoundAndRemoved() throws Exception {
    Cli.Started started = SparkSpec.GOOD.with(DISK).run(folder).start();
    started.awaitLine("boot", "kernel");
    Guest guest = latest();
    // Stopped, it neither removes anything when QEMU dies nor takes QEMU along before our signal.
    started.signal("STOP");
    signal("KILL", guest.pid());
    started.signal("KILL");
    started.end();
    guest.awaitEnd();
    List<Path> left =
        guest.argv().stream()
            .flatMap(word -> Stream.of(word.split("[,=]")))
            .filter(word -> word.contains("/bw-"))
            .map(word -> Objects.requireNonNull(Path.of(word).getParent()))
            .distinct()
            .toList();
    assertThat(left).hasSize(2).allSatisfy(place -> assertThat(place).isDirectory());

    Cli.Ended found = Cli.of("doctor", "--project", SparkSpec.PROJECT.toString()).run();
    Cli.Ended cleaned =
        Cli.of("doctor", "--clean", "--project", SparkSpec.PROJECT.toString()).run();

    assertThat(left)
        .allSatisfy(place -> {
          assertThat(found.output()).contains(place.toString());
          assertThat(cleaned.output()).contains(place.toString());
          assertThat(place).doesNotExist();
        });
  }

  private static Guest latest() throws Exception {
    RunDirectory record =
        RunDirectory.open(SparkSpec.PROJECT.resolve(".bootwitness/runs/latest").toRealPath());
    return Guest.of(RecordReader.all(record).stream().map(StampedEvent::event).toList());
  }

  private static void signal(String name, long pid) throws Exception {
    assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor())
        .isZero();
  }

  @Test
  void aKilledRunTakesItsMachineAlongAndItsRecordCanBeReported() throws Exception {
    Cli.Started started = SparkSpec.GOOD.with(DISK).run(folder).start();
    started.awaitLine("boot", "kernel");
    RunDirectory record =
        RunDirectory.open(SparkSpec.PROJECT.resolve(".bootwitness/runs/latest").toRealPath());
    Guest guest = Guest.of(RecordReader.all(record).stream().map(StampedEvent::event).toList());
    guest.assertRuns();

    started.signal("KILL");
    guest.awaitEnd();

    guest.assertGone();
    assertThat(started.end().exit()).isEqualTo(128 + 9);
    assertThat(record.verdict()).doesNotExist();
    Cli.Ended report = Cli.of("report", record.path().toString()).run();
    assertThat(report.exit()).as(report.output()).isZero();
    assertThat(report.output())
        .contains("? INCONCLUSIVE", "run/capture-incomplete", "the record ends at stage");
  }
}
