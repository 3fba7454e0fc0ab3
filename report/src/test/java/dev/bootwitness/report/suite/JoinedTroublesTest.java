package dev.bootwitness.report.suite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.diagnosis.verdict.ExitCodes;
import dev.bootwitness.record.CheckResult;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.RecordReader;
import dev.bootwitness.record.SpecPart;
import dev.bootwitness.record.StampedEvent;
import dev.bootwitness.record.Verdict;
import dev.bootwitness.report.history.Ledger;
import dev.bootwitness.report.story.TestRecord;
import dev.bootwitness.report.suite.MergedFolder.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts of a spec that went wrong, or that somebody looked into. */
class JoinedTroublesTest extends DividedSpec {

  private static final SpecPart ONE = new SpecPart(1, 2, List.of(0, 2, 4));
  private static final SpecPart TWO = new SpecPart(2, 2, List.of(1, 3, 5));

  private Path host(SpecPart part) {
    return folder.resolve("host" + part.number());
  }

  private ShardFile shard(SpecPart part, Verdict verdict) throws Exception {
    return shard(2, part, verdict, host(part));
  }

  private Verdict checked(SpecPart part) throws Exception {
    return run(host(part), part.checks(), part);
  }

  private static Story found(String cause, String channel, String detail) {
    return record ->
        record.event(
            11,
            new Event.FindingMade(
                FindingBuilder.about(cause, detail, channel, "").at(9.8).finding()));
  }

  /** By its record, beside those of the other parts. */
  private static String named(SpecPart part, Entry entry, String what) {
    return "%s (run %s): %s".formatted(part.words(), run(part, entry), what);
  }

  private static String run(SpecPart part, Entry entry) {
    return entry.runs().get(part.number() - 1).record().orElseThrow().id();
  }

  @Test
  void aPartThatRanOutOfTimeIsNamedBesideAnotherThatDid() throws Exception {
    Verdict one = run(host(ONE), ONE, found("run/timed-out", "host", "no root shell"));
    Verdict two = run(host(TWO), TWO, found("run/timed-out", "host", "no answer to a check"));
    assertThat(ExitCodes.of(one)).isEqualTo(ExitCodes.of(two)).isEqualTo(ExitCodes.INCONCLUSIVE);

    Entry entry = merged(List.of(shard(ONE, one), shard(TWO, two)));

    assertThat(entry.verdict().orElseThrow().missing())
        .contains(named(TWO, entry, "run/timed-out: no answer to a check"))
        .noneMatch(missing -> missing.startsWith(named(ONE, entry, "run/timed-out")));
  }

  @Test
  void aPartWhoseGuestSaysOutsideOfItsChecksWhatFailedIsNamed() throws Exception {
    failing = List.of(0);
    Verdict one = checked(ONE);
    Verdict two = run(host(TWO), TWO, found("systemd/unit-failed", "guest", "ssh.service failed"));
    assertThat(ExitCodes.of(one)).isEqualTo(ExitCodes.of(two)).isEqualTo(ExitCodes.FAILED);

    Entry entry = merged(List.of(shard(ONE, one), shard(TWO, two)));

    assertThat(entry.verdict().orElseThrow().missing())
        .containsExactly(named(TWO, entry, "systemd/unit-failed: ssh.service failed"));
  }

  @Test
  void twoPartsThatPanickedInTheSameWordsAreBothNamed() throws Exception {
    Verdict one = run(host(ONE), ONE, found("kernel/panic", "serial", "the kernel panicked"));
    Verdict two = run(host(TWO), TWO, found("kernel/panic", "serial", "the kernel panicked"));

    Entry entry = merged(List.of(shard(ONE, one), shard(TWO, two)));

    Verdict joined = entry.verdict().orElseThrow();
    assertThat(
            Stream.concat(
                joined.findings().stream().map(Finding::detail), joined.missing().stream()))
        .anyMatch(said -> said.contains("run " + run(TWO, entry) + ")"));
  }

  /** The base's record is written anew, the other's is only read. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void damagedLinesOfAPartAreReported(int damaged) throws Exception {
    Verdict one = checked(ONE);
    Verdict two = checked(TWO);
    SpecPart part = damaged == 1 ? ONE : TWO;
    Verdict verdict = damaged == 1 ? one : two;
    Path events =
        host(part).resolve(".bootwitness/runs").resolve(verdict.run()).resolve("events.jsonl");
    List<String> lines = new ArrayList<>(Files.readAllLines(events));
    lines.replaceAll(line -> line.contains("Welcome to Debian!") ? line.substring(9) : line);
    Files.write(events, lines, UTF_8);

    Entry entry = merged(List.of(shard(ONE, one), shard(TWO, two)));

    Verdict joined = entry.verdict().orElseThrow();
    assertThat(joined.missing())
        .containsExactly(named(part, entry, "2 lines of events.jsonl are damaged"));
    assertThat(joined.checks()).allMatch(CheckResult::passed);
  }

  @Test
  void theChecksOfOthersFollowTheBootThatFailed() throws Exception {
    Verdict died =
        begun(
            host(ONE),
            ONE,
            record -> {
              record.event(1, new Event.PhaseStarted("boot"));
              record.event(1.2, new Event.PoweredOn());
              found("kernel/panic", "serial", "the kernel panicked").goesOn(record);
              record.event(12, new Event.PhaseStarted("evidence"));
              record.event(13, new Event.PhaseEnded("evidence", true, 1, ""));
              record.event(13, new Event.PhaseEnded("boot", false, 12, "kernel/panic"));
            });
    Verdict held = checked(TWO);

    Entry entry = merged(List.of(shard(ONE, died), shard(TWO, held)));

    List<Event> events =
        RecordReader.all(entry.record().orElseThrow()).stream().map(StampedEvent::event).toList();
    int booted = place(events, Event.PhaseEnded.class, "phase=boot");
    assertThat(place(events, Event.CheckStarted.class, "")).isGreaterThan(booted);
    assertThat(entry.verdict().orElseThrow().checks())
        .extracting(CheckResult::outcome)
        .containsExactly("not-run", "passed", "not-run", "passed", "not-run", "passed");
  }

  private static int place(List<Event> events, Class<? extends Event> type, String words) {
    for (int i = 0; i < events.size(); i++) {
      if (type.isInstance(events.get(i)) && events.get(i).toString().contains(words)) {
        return i;
      }
    }
    throw new AssertionError(type + " " + words + " is not among " + events);
  }

  @Test
  void mergingAgainForAnotherSiteMakesNoSecondRun() throws Exception {
    failing = List.of(2);
    List<ShardFile> files = List.of(shard(ONE, checked(ONE)), shard(TWO, checked(TWO)));

    Entry first = merged(files, "https://one.example/");
    Entry second = merged(files, "https://other.example/");

    assertThat(second.record()).isEqualTo(first.record());
    assertThat(Ledger.of(folder.resolve("merged")).history(_ -> false).runs()).hasSize(1);
    assertThat(folder.resolve("merged/.bootwitness/runs")).isDirectoryNotContaining("glob:**-2");
    assertThat(Files.readString(second.record().orElseThrow().html()))
        .contains("https://other.example/causes/check/failed/")
        .doesNotContain("https://one.example/");
  }

  /** `bootwitness capture` makes a phase of evidence within that of the checks. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aCaptureDuringTheChecksEndsNoneOfThem(int captured) throws Exception {
    SpecPart part = captured == 1 ? ONE : TWO;
    SpecPart other = captured == 1 ? TWO : ONE;
    Verdict seen = run(host(part), part, record -> checksWithACapture(record, part));
    List<ShardFile> files = List.of(shard(part, seen), shard(other, checked(other)));

    Entry entry = merged(files);

    Verdict joined = entry.verdict().orElseThrow();
    assertThat(joined.checks()).extracting(CheckResult::name).isEqualTo(NAMES);
    assertThat(joined.checks()).allMatch(CheckResult::passed);
    assertThat(joined.missing()).isEmpty();
    List<Event> events =
        RecordReader.all(entry.record().orElseThrow()).stream().map(StampedEvent::event).toList();
    // A file is evidence of the joined record if the record has it.
    assertThat(events.stream().filter(Event.EvidenceKept.class::isInstance))
        .hasSize(captured == 1 ? 1 : 0);
    assertThat(events.stream().filter(Event.CheckEnded.class::isInstance)).hasSize(CHECKS);
  }

  private void checksWithACapture(TestRecord record, SpecPart part) throws IOException {
    record.event(10, new Event.PhaseStarted("check"));
    double at = 10;
    for (int check : part.checks()) {
      record.event(at, new Event.CheckStarted(NAMES.get(check)));
      record.event(at + 0.2, new Event.CommandRan("command " + check, 0, 0, 0.1, "", ""));
      if (check == part.checks().get(1)) {
        record.event(at + 0.3, new Event.PhaseStarted("evidence"));
        record.event(
            at + 0.4, new Event.EvidenceKept("evidence/001-screen.png", "asked for", "0", 1));
        record.event(at + 0.5, new Event.PhaseEnded("evidence", true, 0.2, ""));
      }
      record.event(
          at + 0.9,
          new Event.CheckEnded(new CheckResult(NAMES.get(check), CheckResult.PASSED, 0.9, "")));
      at += 1;
    }
    record.event(at, new Event.PhaseEnded("check", true, 3, "3 of 3 passed"));
  }
}
