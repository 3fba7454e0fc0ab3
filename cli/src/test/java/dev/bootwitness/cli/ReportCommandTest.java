package dev.bootwitness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.diagnosis.catalogue.Packs;
import dev.bootwitness.diagnosis.rules.KeptKnowledge;
import dev.bootwitness.diagnosis.rules.RuleSet;
import dev.bootwitness.machine.host.OwnerMark;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Fault;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.RecordWriter;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.record.SecretMask;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** On the record of a run that was killed: its last line is torn and its end is missing. */
class ReportCommandTest {
  @TempDir private Path project;
  private RunDirectory record = new RunDirectory(Path.of("none"));

  @BeforeEach
  void killedRun() throws Exception {
    record = RunDirectory.create(project, "killed", Instant.parse("2026-11-25T12:00:00Z"));
    SecretMask none = SecretMask.of(List.of(), List.of());
    try (RecordWriter writer = RecordWriter.open(record, none)) {
      writer.append(new Event.RunStarted(record.id(), "killed", "spec", "0.1", "host"));
      writer.append(new Event.PhaseStarted("boot"));
    }
    Files.writeString(record.events(), "{\"seq\":3,", java.nio.file.StandardOpenOption.APPEND);
  }

  private int execute(String... options) {
    String[] words = new String[options.length + 2];
    words[0] = "report";
    words[1] = record.path().toString();
    System.arraycopy(options, 0, words, 2, options.length);
    return Main.commandLine().execute(words);
  }

  @Test
  void allReportsAreWrittenIntoTheRecord() {
    assertThat(execute("--write")).isZero();
    assertThat(record.html()).content().startsWith("<!DOCTYPE html>").endsWith("</html>\n");
    assertThat(record.markdown())
        .content()
        .contains("**INCONCLUSIVE**", "is cut off after 9 bytes");
    assertThat(record.junit()).content().contains("<error type=\"run/capture-incomplete\"");
  }

  @Test
  void aReportGoesWhereItIsWanted() {
    Path html = project.resolve("a.html");
    Path markdown = project.resolve("a.md");
    Path junit = project.resolve("a.xml");
    assertThat(
            execute(
                "--html",
                html.toString(),
                "--md",
                markdown.toString(),
                "--junit",
                junit.toString()))
        .isZero();
    assertThat(html).content().contains("killed");
    assertThat(markdown).content().startsWith("# Boot investigation log: `killed`");
    assertThat(junit).content().contains("name=\"killed\"");
    assertThat(record.html()).doesNotExist();
  }

  @Test
  @ResourceLock(Resources.SYSTEM_ERR)
  void aDiskThatIsFullIsToldInItsOwnWordsWithTheFile() {
    PrintStream before = System.err;
    for (String option : new String[] {"--html", "--md", "--junit"}) {
      ByteArrayOutputStream said = new ByteArrayOutputStream();
      System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
      try {
        assertThat(execute(option, "/dev/full")).isEqualTo(3);
      } finally {
        System.setErr(before);
      }
      assertThat(said.toString(StandardCharsets.UTF_8))
          .startsWith(
              "bootwitness report: cannot write the report: /dev/full: No space left on device.");
    }
  }

  @Test
  void aPlaceThatCannotBeWrittenIsTheHostsFault() {
    assertThat(execute("--md", project.resolve("no/such/folder.md").toString())).isEqualTo(3);
  }

  @Test
  @ResourceLock(Resources.SYSTEM_OUT)
  void aCauseOfAPackWeighsAsItDidInTheRun() throws Exception {
    Path pack = Files.createDirectories(project.resolve("acme"));
    Files.writeString(
        pack.resolve("causes.yaml"),
        """
        after: userspace/crashed
        causes:
          - id: acme/no-licence
            title: the appliance has no licence
            means: acmed found no licence, so it does not serve.
            recognised: '"no licence", from acmed.'
            next: Put the licence into /etc/acme/licence.
            fault: image
            severity: warning
        """);
    try (RecordWriter writer = RecordWriter.open(record, SecretMask.of(List.of(), List.of()))) {
      writer.append(new Event.RunStarted(record.id(), "killed", "spec", "0.1", "host"));
      writer.append(
          new Event.FindingMade(
              new Finding(
                  "acme/no-licence",
                  "no licence",
                  "acmed found none",
                  "serial",
                  1L,
                  0L,
                  1.0,
                  "no",
                  "Buy one.",
                  Fault.IMAGE)));
    }
    assertThat(printed()).as("unknown").contains("FAILED  acme/no-licence");
    assertThat(printed("--pack", pack.toString())).doesNotContain("FAILED");
    KeptKnowledge.keep(
        RuleSet.with(Packs.find(List.of(pack.toString()), project), List.of(), LocalDate.EPOCH),
        record);
    Files.delete(pack.resolve("causes.yaml"));
    assertThat(printed()).as("by the copy in the record").doesNotContain("FAILED");
  }

  @Test
  @ResourceLock(Resources.SYSTEM_OUT)
  void ofARunThatGoesOnThatIsSaid() throws Exception {
    String goesOn = "This run is still going on. This is what is known so far.\n";
    try (OwnerMark _ = OwnerMark.hold(record.path().resolve("running"))) {
      assertThat(printed()).endsWith(goesOn);
    }
    assertThat(printed()).doesNotContain(goesOn);
  }

  private String printed(String... options) {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      assertThat(execute(options)).isZero();
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }
}
