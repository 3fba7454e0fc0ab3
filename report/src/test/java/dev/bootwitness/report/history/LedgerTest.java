package dev.bootwitness.report.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.diagnosis.Diagnosis;
import dev.bootwitness.record.CheckResult;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Outcome;
import dev.bootwitness.record.RecordWriter;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.record.SecretMask;
import dev.bootwitness.record.Stage;
import dev.bootwitness.record.Usage;
import dev.bootwitness.record.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
  private static final Instant NOW = Instant.parse("2026-11-22T15:54:30Z");

  @TempDir Path project;

  @Test
  void anEntryReadsBackAsItWasWritten() {
    LedgerEntry entry = Entries.run(7, Outcome.INTERRUPTED, "checkpoint", 1.25);
    LedgerEntry part = Entries.ofPart(8, 3);

    assertThat(LedgerEntryJson.read(LedgerEntryJson.write(entry))).contains(entry);
    assertThat(LedgerEntryJson.read(LedgerEntryJson.write(part))).contains(part);
  }

  @Test
  void aRunIsInTheLedgerAsItWasJudged() throws Exception {
    Verdict verdict = run("demo", true);
    Ledger.of(project).add(verdict);

    assertThat(Ledger.of(project).recent("demo"))
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.outcome()).isEqualTo(Outcome.PASSED);
          assertThat(entry.accelerator()).isEqualTo("tcg");
          assertThat(entry.start()).isEqualTo("boot");
          assertThat(entry.checks())
              .containsExactly(new LedgerEntry.Check("uname", "passed", 0.1, ""));
          assertThat(entry.usage()).isEqualTo(new Usage(1, 2.0, 3L, 4));
          assertThat(entry.phase("boot")).hasValue(3);
        });
    assertThat(Ledger.of(project).recent("other")).isEmpty();
  }

  @Test
  void aRecordThatWasMadeAnewReplacesItsLine() throws Exception {
    Verdict first = run("one", true);
    RunDirectory record =
        RunDirectory.open(project.resolve(".bootwitness/runs").resolve(first.run()));
    Ledger ledger = Ledger.of(project);
    ledger.renew(record);
    assertThat(file()).doesNotExist();
    ledger.add(first);
    ledger.renew(record);
    assertThat(Files.readAllLines(file())).hasSize(1);

    Path verdict = record.path().resolve("verdict.json");
    Files.writeString(verdict, Files.readString(verdict).replace("\"uname\"", "\"another check\""));
    ledger.renew(record);

    assertThat(all())
        .singleElement()
        .satisfies(entry ->
            assertThat(entry.checks())
                .extracting(LedgerEntry.Check::name)
                .contains("another check"));
  }

  @Test
  void aLostLedgerIsMadeAgainFromTheRecords() throws Exception {
    Ledger.of(project).add(run("one", true));
    Ledger.of(project).add(run("two", true));
    List<LedgerEntry> before = all();
    String text = Files.readString(file());

    Files.delete(file());

    assertThat(all()).hasSize(2).isEqualTo(before);
    assertThat(Files.readString(file())).isEqualTo(text);
  }

  @Test
  void aDamagedLedgerKeepsWhatIsWholeAndGetsTheRestFromTheRecords() throws Exception {
    Ledger.of(project).add(run("one", true));
    Ledger.of(project).add(run("two", true));
    String text = Files.readString(file());
    Files.writeString(file(), text.substring(0, text.length() / 2 + 40));

    assertThat(all()).extracting(LedgerEntry::name).containsExactlyInAnyOrder("one", "two");
    assertThat(Files.readString(file())).isEqualTo(text);
  }

  @Test
  void aTornLineHarmsNoneThatFollow() throws Exception {
    Ledger.of(project).add(run("one", true));
    Files.writeString(file(), "{\"bootwitness\":1,\"run\":\"torn", StandardOpenOption.APPEND);
    Ledger.of(project).add(run("two", true));

    assertThat(Ledger.of(project).recent("one")).hasSize(1);
    assertThat(Ledger.of(project).recent("two")).hasSize(1);
  }

  @Test
  void aKilledRunIsAddedWhenTheLedgerIsRead() throws Exception {
    run("killed", false);

    assertThat(all())
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
          assertThat(entry.cause()).isEqualTo("run/capture-incomplete");
        });
    assertThat(Files.readString(file())).contains("killed");
  }

  /** Judging takes its time; here another process writes meanwhile. */
  @Test
  void aRunThatAddsItselfWhileTheLedgerIsReadIsInItOnce() throws Exception {
    Verdict late = run("late", true);

    var _ =
        Ledger.of(project)
            .history(record -> {
              added(late);
              return false;
            });

    assertThat(Files.readAllLines(file())).hasSize(1);
  }

  @Test
  void aLineThatIsAddedWhileADamagedLedgerIsReadStays() throws Exception {
    Ledger.of(project).add(run("one", true));
    Files.writeString(file(), "torn\n", StandardOpenOption.APPEND);
    run("killed", false);
    Verdict elsewhere = run(Files.createDirectory(project.resolve("other")), "removed", true);

    var _ =
        Ledger.of(project)
            .history(record -> {
              added(elsewhere);
              return true;
            });

    assertThat(Files.readString(file())).contains("removed").doesNotContain("torn");
  }

  private void added(Verdict verdict) {
    try {
      Ledger.of(project).add(verdict);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aRenamedRecordIsAddedOnceUnderItsFoldersName() throws Exception {
    Verdict verdict = run("one", true);
    Path runs = project.resolve(".bootwitness/runs");
    Files.move(runs.resolve(verdict.run()), runs.resolve(verdict.run() + "-2"));

    assertThat(all()).extracting(LedgerEntry::run).containsExactly(verdict.run() + "-2");
    assertThat(all()).hasSize(1);
    assertThat(Files.readAllLines(file())).hasSize(1);
  }

  @Test
  void aRunThatGoesOnIsNotJudged() throws Exception {
    run("going", false);

    assertThat(Ledger.of(project).history(_ -> true).runs()).isEmpty();
  }

  @Test
  void aLineOfANewerVersionIsCountedAndStaysAsItIs() throws Exception {
    Ledger.of(project).add(run("one", true));
    String known =
        "{\"bootwitness\":2,\"run\":\"r2\",\"name\":\"two\",\"outcome\":\"passed\",\"colour\":\"red\"}";
    String unknown = "{\"bootwitness\":2,\"run\":\"r3\",\"outcome\":\"postponed\"}";
    Files.writeString(file(), known + "\n" + unknown + "\n" + "torn\n", StandardOpenOption.APPEND);

    Ledger.History history = Ledger.of(project).history(_ -> false);

    assertThat(history.newer()).isEqualTo(2);
    assertThat(history.runs())
        .extracting(LedgerEntry::name)
        .containsExactlyInAnyOrder("one", "two");
    assertThat(Files.readString(file()))
        .contains(known + "\n" + unknown + "\n")
        .doesNotContain("torn");
  }

  @Test
  void aRecordOfANewerVersionIsCountedAlsoWhenTheLedgerIsMadeAgain() throws Exception {
    run("killed", false);
    Path events;
    try (var files = Files.walk(project)) {
      events = files.filter(f -> f.endsWith("events.jsonl")).findFirst().orElseThrow();
    }
    Files.writeString(events, Files.readString(events).replace("\"format\":1", "\"format\":2"));

    assertThat(Ledger.of(project).history(_ -> false).newer()).isEqualTo(1);
    assertThat(Ledger.of(project).history(_ -> false).newer()).isEqualTo(1);
  }

  @Test
  void theLineOfARemovedRecordStays() throws Exception {
    Ledger.of(project).add(run("one", true));
    try (var files = Files.walk(project.resolve(".bootwitness/runs"))) {
      for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }

    assertThat(all()).hasSize(1);
  }

  @Test
  void manyAppendAtOnceAndNoLineIsLostOrMixed() throws Exception {
    Verdict verdict = run("many", true);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Boolean> adding =
          () -> {
            Ledger.of(project).add(verdict);
            return true;
          };
      for (Future<Boolean> added : threads.invokeAll(Collections.nCopies(50, adding))) {
        assertThat(added.get()).isTrue();
      }
    }

    List<String> lines = Files.readAllLines(file());
    assertThat(lines).hasSize(50).allMatch(line -> LedgerEntryJson.read(line).isPresent());
  }

  @Test
  void whatIsUsualIsFoundBehindManyRunsOfAnotherKind() throws Exception {
    List<String> lines = new ArrayList<>();
    for (int n = 0; n < 12; n++) {
      lines.add(LedgerEntryJson.write(Entries.passed(n, 10 + n)));
    }
    for (int n = 12; n < 112; n++) {
      Outcome outcome = n % 3 == 0 ? Outcome.FAILED : Outcome.PASSED;
      lines.add(LedgerEntryJson.write(Entries.run(n, outcome, "checkpoint", n)));
    }
    Files.createDirectories(file().getParent());
    Files.write(file(), lines);

    assertThat(Ledger.of(project).usual("demo"))
        .hasSize(2)
        .isEqualTo(Baselines.of(Ledger.of(project).recent("demo")));
    assertThat(Ledger.of(project).usual("other")).isEmpty();
  }

  @Test
  void aProjectWithoutRunsHasNone() throws Exception {
    assertThat(all()).isEmpty();
    assertThat(Ledger.of(project).recent("x")).isEmpty();
  }

  private List<LedgerEntry> all() throws IOException {
    return Ledger.of(project).history(_ -> false).runs();
  }

  private Path file() {
    return project.resolve(".bootwitness/ledger.jsonl");
  }

  /** A record, with its verdict if its run came to an end. */
  private Verdict run(String name, boolean ended) throws IOException {
    return run(project, name, ended);
  }

  private static Verdict run(Path folder, String name, boolean ended) throws IOException {
    RunDirectory directory = RunDirectory.create(folder, name, NOW);
    Diagnosis diagnosis = new Diagnosis();
    try (RecordWriter record = RecordWriter.open(directory, SecretMask.NONE, () -> 0, () -> NOW)) {
      record.listen(stamped -> {
        var _ = diagnosis.accept(stamped);
      });
      List<Event> events = new ArrayList<>();
      events.add(new Event.RunStarted(directory.id(), name, "x.yaml", "0.1", "host"));
      events.add(new Event.AcceleratorChosen("tcg", "", true, 0, List.of(), 4));
      events.add(new Event.MachineStarted(1, "7.2", "tcg", List.of()));
      events.add(new Event.PoweredOn());
      events.add(new Event.StageReached(Stage.READY, 0, ""));
      events.add(new Event.PhaseEnded("boot", true, 3, ""));
      if (ended) {
        events.add(new Event.CheckEnded(new CheckResult("uname", CheckResult.PASSED, 0.1, "")));
        events.add(new Event.UsageMeasured(new Usage(1, 2.0, 3L, 4)));
      }
      events.forEach(record::append);
      Verdict verdict = diagnosis.verdict();
      if (ended) {
        record.append(new Event.VerdictReached(verdict));
        record.verdict(verdict);
        record.append(new Event.RunEnded(0));
      }
      return verdict;
    }
  }
}
