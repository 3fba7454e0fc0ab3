package dev.bootwitness.report.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.record.Event;
import dev.bootwitness.report.story.TestRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowedLedgerTest {

  @TempDir Path project;
  private final Set<String> running = new HashSet<>();
  private FollowedLedger ledger;

  @BeforeEach
  void follow() throws IOException {
    Files.createDirectories(project.resolve(".bootwitness/runs"));
    ledger = new FollowedLedger(project, run -> running.contains(run.getFileName().toString()));
  }

  private String run(String name, boolean listed) throws IOException {
    try (TestRecord record = new TestRecord(project, name)) {
      record.booted();
      var verdict = record.ended(12);
      if (listed) {
        Ledger.of(project).add(verdict);
      }
      return record.directory().id();
    }
  }

  private List<String> ids() throws IOException {
    return ledger.runs().stream().map(LedgerEntry::run).toList();
  }

  private Path file() {
    return project.resolve(".bootwitness/ledger.jsonl");
  }

  @Test
  void whatIsAddedIsRead() throws IOException {
    assertThat(ids()).isEmpty();
    String a = run("a", true);
    assertThat(ids()).containsExactly(a);
    String b = run("b", true);
    String c = run("c", true);
    assertThat(ids()).containsExactly(a, b, c);
    assertThat(ledger.runs()).isSameAs(ledger.runs());
  }

  @Test
  void aTornLineIsReadWhenItIsWhole() throws IOException {
    String a = run("a", true);
    ids();
    String line = Files.readString(file()).replace(a, "2026-11-22T15-54-31Z-z");
    Files.writeString(file(), line.substring(0, 40), StandardOpenOption.APPEND);
    assertThat(ids()).containsExactly(a);
    Files.writeString(file(), line.substring(40), StandardOpenOption.APPEND);
    assertThat(ids()).containsExactly(a, "2026-11-22T15-54-31Z-z");
  }

  @Test
  void aLedgerThatWasReplacedIsReadAnew() throws IOException {
    String a = run("a", true);
    String b = run("b", true);
    assertThat(ids()).containsExactly(a, b);
    Path other = project.resolve("other");
    Files.writeString(other, Files.readAllLines(file()).getLast() + "\n");
    Files.move(other, file(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    // The record is still there, so its run is found again.
    assertThat(ids()).containsExactly(a, b);
    Files.delete(file());
    assertThat(ids()).containsExactly(a, b);
  }

  @Test
  void aKilledRunIsAddedWhenItIsOver() throws IOException {
    String a = run("a", true);
    running.add("2026-11-22T15-54-30Z-b");
    String b = run("b", false);
    assertThat(ids()).containsExactly(a);
    running.clear();
    assertThat(ids()).containsExactly(a, b);
    assertThat(Files.readString(file())).contains(b);
  }

  @Test
  void aRecordWithNothingInItIsJudgedOnce() throws IOException {
    String a = run("a", true);
    Path empty = project.resolve(".bootwitness/runs/2026-11-22T15-54-30Z-empty");
    Files.createDirectories(empty);
    Files.writeString(empty.resolve("events.jsonl"), "no event\n");
    assertThat(ids()).containsExactly(a);
    assertThat(ledger.runs()).isSameAs(ledger.runs());
  }

  @Test
  void theSameRunTwiceIsOne() throws IOException {
    try (TestRecord record = new TestRecord(project, "a")) {
      record.event(0.5, new Event.PhaseStarted("boot"));
      var verdict = record.ended(12);
      Ledger.of(project).add(verdict);
      ids();
      Ledger.of(project).add(verdict);
      assertThat(ids()).containsExactly(record.directory().id());
    }
  }
}
