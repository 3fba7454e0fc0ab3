package dev.bootwitness.report.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.diagnosis.verdict.ExitCodes;
import dev.bootwitness.record.CheckResult;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.KnownFailure;
import dev.bootwitness.record.Outcome;
import dev.bootwitness.record.RecordReader;
import dev.bootwitness.record.SpecPart;
import dev.bootwitness.record.Verdict;
import dev.bootwitness.report.history.Ledger;
import dev.bootwitness.report.history.LedgerEntry;
import dev.bootwitness.report.suite.MergedFolder.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** The parts of a spec's checks joined, beside the run of one machine that had all checks. */
class JoinedRecordTest extends DividedSpec {

  @RepeatedTest(40)
  void itIsTheRunOfOneMachineWhateverTheDivision(RepetitionInfo turn) throws Exception {
    Random random = new Random(turn.getCurrentRepetition());
    failing =
        turn.getCurrentRepetition() % 4 == 0
            ? List.of()
            : IntStream.range(0, CHECKS).filter(i -> random.nextInt(3) == 0).boxed().toList();
    int count = 2 + random.nextInt(3);
    List<List<Integer>> parts =
        IntStream.range(0, count).<List<Integer>>mapToObj(i -> new ArrayList<>()).toList();
    for (int check = 0; check < CHECKS; check++) {
      parts.get(check < count ? check : random.nextInt(count)).add(check);
    }
    Path alone = folder.resolve("alone");
    Verdict whole = run(alone, IntStream.range(0, CHECKS).boxed().toList(), null);
    Ledger.of(alone).add(whole);
    List<ShardFile> files = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Path host = folder.resolve("host" + i);
      SpecPart part = new SpecPart(i + 1, count, parts.get(i));
      files.add(shard(count, part, run(host, parts.get(i), part), host));
    }

    Entry entry = merged(files);

    Verdict joined = entry.verdict().orElseThrow();
    assertThat(withoutTime(joined)).isEqualTo(withoutTime(whole));
    assertThat(joined.part()).isNull();
    assertThat(entry.exitCode()).isEqualTo(ExitCodes.of(whole));
    assertThat(lines(folder.resolve("merged"))).singleElement().isEqualTo(lines(alone).getFirst());
    assertThat(checks(Files.readString(folder.resolve("merged/junit.xml")))).isEqualTo(NAMES);
    assertThat(entry.runs()).hasSize(count).allMatch(run -> run.record().isPresent());
  }

  /** The end of a run, in this test, is at a fixed time; the rest of its times must be equal. */
  private static String withoutTime(Verdict verdict) {
    return "%s %s %s %s %s %s %s %s"
        .formatted(
            verdict.run(),
            verdict.outcome(),
            verdict.primary(),
            verdict.findings(),
            verdict.checks(),
            verdict.phases(),
            verdict.missing(),
            verdict.ruledOut());
  }

  private static List<String> lines(Path project) throws IOException {
    return Ledger.of(project).history(_ -> false).runs().stream()
        .map(Ledger::line)
        .map(line -> line.replaceFirst("\"seconds\":[0-9.]+,\"phases\"", "\"phases\""))
        .toList();
  }

  private static List<String> checks(String junit) {
    return junit
        .lines()
        .filter(line -> line.contains("name=\"check "))
        .map(line -> line.replaceFirst(".* name=\"(check [0-9])\".*", "$1"))
        .toList();
  }

  @Test
  void aPartWhoseKernelPanickedIsTheRunAndTheOthersChecksStandBesideIt() throws Exception {
    SpecPart good = new SpecPart(1, 2, List.of(0, 1, 4, 5));
    SpecPart bad = new SpecPart(2, 2, List.of(2, 3));
    Verdict panic =
        run(
            folder.resolve("host2"),
            bad,
            record -> {
              record.event(10, new Event.PhaseStarted("check"));
              record.check(
                  10, new CheckResult(NAMES.get(2), CheckResult.PASSED, 1, ""), "command", "");
              record.event(11, new Event.CheckStarted(NAMES.get(3)));
              record.event(
                  12,
                  new Event.FindingMade(
                      FindingBuilder.about("kernel/panic", "the kernel panicked", "serial", "")
                          .at(10.8)
                          .finding()));
              record.event(12, new Event.PhaseEnded("check", false, 2, "1 of 2 passed"));
            });
    assertThat(Objects.requireNonNull(panic.primary()).cause()).isEqualTo("kernel/panic");
    Verdict held = run(folder.resolve("host1"), good.checks(), good);

    Entry entry =
        merged(
            List.of(
                shard(2, good, held, folder.resolve("host1")),
                shard(2, bad, panic, folder.resolve("host2"))));

    Verdict joined = entry.verdict().orElseThrow();
    assertThat(joined.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(Objects.requireNonNull(joined.primary()).cause()).isEqualTo("kernel/panic");
    assertThat(joined.checks()).extracting(CheckResult::name).isEqualTo(NAMES);
    assertThat(joined.checks())
        .extracting(CheckResult::outcome)
        .containsExactly("passed", "passed", "passed", "not-run", "passed", "passed");
    assertThat(entry.exitCode()).isEqualTo(1);
  }

  @Test
  void twoPartsThatFailOutsideOfTheirChecksAreBothNamed() throws Exception {
    SpecPart one = new SpecPart(1, 2, List.of(0, 1, 2));
    SpecPart two = new SpecPart(2, 2, List.of(3, 4, 5));
    List<ShardFile> files = new ArrayList<>();
    for (SpecPart part : List.of(one, two)) {
      Path host = folder.resolve("host" + part.number());
      String cause = part.number() == 1 ? "kernel/panic" : "kernel/oops";
      Verdict failed =
          run(
              host,
              part,
              record ->
                  record.event(
                      11,
                      new Event.FindingMade(
                          FindingBuilder.about(cause, "it broke", "serial", "")
                              .at(9.8)
                              .finding())));
      files.add(shard(2, part, failed, host));
    }

    Verdict joined = merged(files).verdict().orElseThrow();

    assertThat(joined.findings())
        .extracting(finding -> finding.cause())
        .contains("kernel/panic", "kernel/oops");
    assertThat(joined.checks())
        .hasSize(CHECKS)
        .allMatch(check -> check.outcome().equals(CheckResult.NOT_RUN));
  }

  @Test
  void aKnownFailureOfOnePartIsKnownInTheWhole() throws Exception {
    SpecPart good = new SpecPart(1, 2, List.of(0, 1, 2));
    SpecPart bad = new SpecPart(2, 2, List.of(3, 4, 5));
    Verdict held = run(folder.resolve("host1"), good.checks(), good);
    Verdict excused =
        run(
            folder.resolve("host2"),
            bad,
            record -> {
              record.event(
                  11,
                  new Event.FindingMade(
                      FindingBuilder.about("kernel/panic", "it broke", "serial", "")
                          .at(9.8)
                          .finding()));
              record.event(
                  12,
                  new Event.FailureKnown(
                      new KnownFailure("T-1", "somebody", "2099-01-01", "", false, true)));
            });
    assertThat(ExitCodes.of(excused)).isZero();

    Entry entry =
        merged(
            List.of(
                shard(2, good, held, folder.resolve("host1")),
                shard(2, bad, excused, folder.resolve("host2"))));

    assertThat(entry.exitCode()).isZero();
    assertThat(entry.verdict().orElseThrow().known()).isEqualTo(excused.known());
    assertThat(entry.verdict().orElseThrow().outcome()).isEqualTo(Outcome.FAILED);
  }

  @Test
  void withoutOnePartThereIsNoVerdictAndNoLineInTheLedger() throws Exception {
    SpecPart one = new SpecPart(1, 2, List.of(0, 1, 2));
    Path host = folder.resolve("host1");
    Entry entry = merged(List.of(shard(2, one, run(host, one.checks(), one), host)));

    assertThat(entry.verdict()).isEmpty();
    assertThat(entry.exitCode()).isEqualTo(3);
    assertThat(lines(folder.resolve("merged"))).isEmpty();
    assertThat(entry.runs().getFirst().record().orElseThrow().path()).exists();
  }

  @Test
  void mergingAgainChangesNothing() throws Exception {
    List<ShardFile> files = new ArrayList<>();
    for (SpecPart part :
        List.of(new SpecPart(1, 2, List.of(0, 2, 4)), new SpecPart(2, 2, List.of(1, 3, 5)))) {
      Path host = folder.resolve("host" + part.number());
      files.add(shard(2, part, run(host, part.checks(), part), host));
    }

    Entry first = merged(files);
    Entry second = merged(files);

    assertThat(second.record()).isEqualTo(first.record());
    assertThat(second.runs()).isEqualTo(first.runs());
    assertThat(lines(folder.resolve("merged"))).hasSize(1);
    assertThat(RecordReader.verdict(first.record().orElseThrow())).isEqualTo(first.verdict());
  }

  /** As a CI system's cache restores it before the merge. */
  @Test
  void theLinesOfALedgerThatIsThereStay() throws Exception {
    SpecPart all = new SpecPart(1, 1, List.of(0, 1, 2, 3, 4, 5));
    Path earlier = folder.resolve("earlier");
    Ledger.of(earlier).add(run(earlier, all.checks(), null));
    Path kept = folder.resolve("merged/.bootwitness/ledger.jsonl");
    Files.createDirectories(kept.getParent());
    String line =
        Files.readString(earlier.resolve(".bootwitness/ledger.jsonl"))
            .replaceFirst("\"run\":\"[^\"]*\"", "\"run\":\"2026-11-01T00-00-00Z-spark\"");
    Files.writeString(kept, line);
    Path host = folder.resolve("host1");
    List<ShardFile> files = List.of(shard(1, all, run(host, all.checks(), all), host));

    Entry once = merged(files);
    Entry again = merged(files);

    assertThat(again.record()).isEqualTo(once.record());
    assertThat(Files.readString(kept)).startsWith(line);
    assertThat(Files.readAllLines(kept)).hasSize(2);
  }

  @Test
  void aPartIsKnownAsOneInItsOwnLedger() throws Exception {
    SpecPart one = new SpecPart(1, 2, List.of(0, 1, 2));
    Path host = folder.resolve("host1");
    Ledger.of(host).add(run(host, one.checks(), one));

    assertThat(Ledger.of(host).recent("spark"))
        .extracting(LedgerEntry::part)
        .containsExactly("1/2");
  }
}
