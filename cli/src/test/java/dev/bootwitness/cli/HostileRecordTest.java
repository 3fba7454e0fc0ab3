package dev.bootwitness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.record.Event;
import dev.bootwitness.record.RecordWriter;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.record.SecretMask;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records and ledgers from anywhere: every command ends, and reports how it interprets them. */
@Timeout(60)
class HostileRecordTest {
  @TempDir private Path project;
  private RunDirectory good = new RunDirectory(Path.of("none"));
  private RunDirectory hostile = new RunDirectory(Path.of("none"));

  @BeforeEach
  void twoRuns() throws Exception {
    good = run("2026-11-25T12:00:00Z");
    hostile = run("2026-11-25T12:00:01Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/dev/zero", "/dev/urandom", "."})
  void whatIsNoFileInAFilesPlaceIsPassedOver(String target) throws Exception {
    for (String name : new String[] {"serial.txt", "serial.raw", "serial.cast", "verdict.json"}) {
      Path file = hostile.path().resolve(name);
      Files.deleteIfExists(file);
      Files.createSymbolicLink(file, Path.of(target));
    }
    assertThat(everyCommand()).isZero();
  }

  @Test
  void anEventsFileThatIsNoneIsToldWithTheNextStep() throws Exception {
    Files.delete(hostile.events());
    Files.createSymbolicLink(hostile.events(), Path.of("/dev/zero"));

    assertThat(said("report", hostile.path().toString()))
        .contains("has no events.jsonl", "`bootwitness runs` lists");
    assertThat(execute("report", hostile.path().toString())).isEqualTo(2);
    assertThat(execute("runs", "--project", project.toString())).isZero();
    assertThat(execute("trend", "--project", project.toString())).isZero();
  }

  @Test
  void anyBytesAreShownAsFarAsTheyGo() throws Exception {
    byte[] bytes = new byte[100_000];
    new Random(7).nextBytes(bytes);
    for (Path file : new Path[] {hostile.serialText(), hostile.serialCast(), hostile.verdict()}) {
      Files.write(file, bytes);
    }
    byte[] events = Files.readAllBytes(hostile.events());
    Files.write(hostile.events(), events);
    Files.write(hostile.events(), bytes, java.nio.file.StandardOpenOption.APPEND);

    assertThat(everyCommand()).isZero();
    assertThat(said("report", hostile.path().toString())).contains("of events.jsonl");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/dev/zero", "/dev/full", "."})
  void aLedgerThatIsNoFileCostsNoList(String target) throws Exception {
    Files.createSymbolicLink(project.resolve(".bootwitness/ledger.jsonl"), Path.of(target));

    assertThat(said("runs", "--project", project.toString())).contains("spark");
  }

  @Test
  void aPlaceThatCannotBeWrittenIsNamed() {
    String no = project.resolve("no/such/place.html").toString();

    assertThat(said("trend", "--project", project.toString(), "--html", no)).contains(no);
    assertThat(said("diff", "--project", project.toString(), "--html", no)).contains(no);
    assertThat(said("report", "--project", project.toString(), "--html", no)).contains(no);
  }

  @Test
  void aProjectWithoutRunsSaysWhatToDo() {
    String empty = project.resolve("empty").toString();

    for (String command : new String[] {"report", "runs", "trend", "diff", "capture"}) {
      assertThat(said(command, "--project", empty))
          .startsWith("bootwitness " + command + ": there are no runs yet in " + empty)
          .contains("`bootwitness run SPEC`");
    }
  }

  @Test
  void aRecordOfANewerVersionIsToldByEveryCommandThatReadsOne() throws Exception {
    Files.writeString(
        hostile.events(),
        Files.readString(hostile.events()).replace("\"format\":1", "\"format\":7"));
    String newer = "format 7";

    assertThat(said("report", hostile.path().toString())).contains("newer Bootwitness", newer);
    assertThat(said("explain", hostile.path().toString())).contains("newer Bootwitness", newer);
    assertThat(said("diff", "--project", project.toString())).contains("newer Bootwitness");
    assertThat(said("runs", "--project", project.toString()))
        .contains("a newer Bootwitness recorded 1 of these runs", "spark");
    assertThat(said("trend", "--project", project.toString()))
        .contains("a newer Bootwitness recorded 1 of these runs");
  }

  /** The worst exit code. */
  private int everyCommand() {
    String run = hostile.path().toString();
    String out = project.resolve("out").toString();
    return java.util.stream.IntStream.of(
            execute("report", run),
            execute("report", run, "--html", out, "--md", out, "--junit", out),
            execute("explain", run),
            execute("diff", good.path().toString(), run),
            execute("diff", "--project", project.toString(), "--html", out),
            execute("runs", "--project", project.toString()),
            execute("trend", "--project", project.toString()))
        .max()
        .orElseThrow();
  }

  private static int execute(String... words) {
    return Main.commandLine().execute(words);
  }

  /** All that a command prints. */
  private static String said(String... words) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream both = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    System.setOut(both);
    System.setErr(both);
    try {
      execute(words);
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8)).doesNotContain("internal error");
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private RunDirectory run(String began) throws Exception {
    RunDirectory run = RunDirectory.create(project, "spark", Instant.parse(began));
    try (RecordWriter writer = RecordWriter.open(run, SecretMask.NONE)) {
      writer.append(new Event.RunStarted(run.id(), "spark", "spec", "0.1", "host"));
      writer.append(new Event.PhaseStarted("boot"));
      writer.append(new Event.PoweredOn());
      byte[] line = "Linux version 6.1\n".getBytes(StandardCharsets.UTF_8);
      writer.received(line, 0, line.length);
      writer.append(new Event.ConsoleLine(writer.serialText("Linux version 6.1"), 0, "Linux"));
    }
    return run;
  }
}
