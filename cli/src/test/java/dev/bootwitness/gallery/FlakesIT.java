package dev.bootwitness.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.diagnosis.Diagnosis;
import dev.bootwitness.engine.Bootwitness;
import dev.bootwitness.engine.run.Attempts;
import dev.bootwitness.engine.run.RunOptions;
import dev.bootwitness.engine.run.RunResult;
import dev.bootwitness.engine.spec.Spec;
import dev.bootwitness.engine.spec.SpecLoader;
import dev.bootwitness.record.CheckResult;
import dev.bootwitness.record.KnownFailure;
import dev.bootwitness.record.Outcome;
import dev.bootwitness.record.RecordReader;
import dev.bootwitness.record.RunAttempt;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.record.Verdict;
import dev.bootwitness.report.followup.AfterRun;
import dev.bootwitness.report.followup.Reports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real runs of spark that fail by what they are given, tried again, repeated, known, tolerated. */
@Timeout(150)
class FlakesIT {

  private static final String ASKS =
      "[{name: state, file: /root/state, contains: good}, {name: uname, run: uname}]";

  @TempDir Path folder;

  @Test
  void aRunThatPassesAtItsSecondAttemptIsFlakyAndTheFirstIsKept() throws Exception {
    state("bad");
    Spec spec = spec(Spark.row("flaky").spec("checks", ASKS).spec("retries", "2"));
    Attempts attempts = new Attempts(spec.policy().retries());

    RunResult first = Bootwitness.run(spec, attempts.next(options()), _ -> {});
    assertThat(first.verdict().outcome()).as(first.toString()).isEqualTo(Outcome.FAILED);
    AfterRun.write(first.verdict(), first.record(), Map.of());
    assertThat(attempts.again(first.verdict())).isTrue();
    state("good");
    RunResult second = Bootwitness.run(spec, attempts.next(options()), _ -> {});
    AfterRun.write(second.verdict(), second.record(), Map.of());

    assertThat(attempts.again(second.verdict())).isFalse();
    assertThat(second.verdict().flaky()).isTrue();
    assertThat(second.exitCode()).isZero();
    assertThat(second.verdict().attempts())
        .extracting(RunAttempt::run, RunAttempt::cause)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(first.verdict().run(), "check/failed"));
    assertThat(first.record().resolve("serial.txt")).exists();
    assertThat(second.record().resolve("junit.xml")).content().contains("<flakyFailure");
    assertThat(Files.readString(folder.resolve(".bootwitness/ledger.jsonl")))
        .contains("\"attempt\":2");
    assertSameAgain(second);
  }

  @Test
  void aFailureIsConfirmedByRepeatsWithRecordsOfTheirOwn() throws Exception {
    state("bad");
    Spec spec = spec(Spark.row("confirmed").spec("checks", ASKS).spec("confirm", "2"));

    RunResult result = Bootwitness.run(spec, options(), _ -> {});

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.verdict().repeats())
        .hasSize(2)
        .allMatch(repeat -> repeat.cause().equals("check/failed"))
        .allSatisfy(repeat ->
            assertThat(folder.resolve(".bootwitness/runs").resolve(repeat.run()))
                .isDirectoryContaining("glob:**verdict.json"));
    assertThat(folder.resolve(".bootwitness/runs/latest").toRealPath())
        .isEqualTo(result.record().toRealPath());
    AfterRun.write(result.verdict(), result.record(), Map.of());
    assertThat(result.record().resolve("report.md"))
        .content()
        .contains("not chance: 2 of 2 repeats failed with the same cause");
    assertSameAgain(result);
  }

  @Test
  void aKnownFailureIsRecordedAndPassesWhereTheSpecSaysSo() throws Exception {
    state("bad");
    Files.writeString(
        folder.resolve("known.yaml"),
        """
        known:
          - {cause: check/failed, subject: state, ticket: T-42, owner: anna, expires: 2099-12-31, reason: x}
        """);
    Spec spec = spec(Spark.row("known").spec("checks", ASKS).spec("known", "pass"));

    RunResult result = Bootwitness.run(spec, options(), _ -> {});

    assertThat(result.exitCode()).isZero();
    KnownFailure known = Objects.requireNonNull(result.verdict().known());
    assertThat(known.ticket()).isEqualTo("T-42");
    Files.delete(folder.resolve("known.yaml"));
    assertSameAgain(result);
    for (var report : Reports.ALL) {
      java.io.StringWriter out = new java.io.StringWriter();
      Reports.of(new RunDirectory(result.record()), result.verdict(), Map.of()).write(report, out);
      assertThat(out.toString()).as(report.name()).contains("T-42");
    }
  }

  @Test
  void aQuarantinedCheckFailsAndItsRunPasses() throws Exception {
    state("bad");
    Spec spec =
        spec(
            Spark.row("quarantined")
                .spec(
                    "checks",
                    """
                    [{name: state, file: /root/state, contains: good, \
                    quarantine: {reason: x, owner: anna, expires: 2099-12-31}}, {run: uname}]
                    """
                        .replace("\\\n", "")));

    RunResult result = Bootwitness.run(spec, options(), _ -> {});

    assertThat(result.exitCode()).as(result.toString()).isZero();
    assertThat(result.verdict().checks())
        .extracting(CheckResult::outcome)
        .containsExactly(CheckResult.QUARANTINED, CheckResult.PASSED);
    assertThat(result.verdict().checks().getFirst().message()).contains("until 2099-12-31 by anna");
    assertSameAgain(result);
  }

  /** What the record's events say when they are judged anew. */
  private static void assertSameAgain(RunResult result) throws Exception {
    Verdict again = Diagnosis.ofRecord(RecordReader.all(RunDirectory.open(result.record())));
    assertThat(again.outcome()).isEqualTo(result.verdict().outcome());
    assertThat(again.known()).isEqualTo(result.verdict().known());
    assertThat(again.attempts()).isEqualTo(result.verdict().attempts());
    assertThat(again.repeats()).isEqualTo(result.verdict().repeats());
  }

  private Spec spec(Exhibit exhibit) throws Exception {
    Exhibit given =
        exhibit
            .spec("guest", "{files: {/root/state: {from: state}}}")
            .spec("boot", "{within: 30s, checkpoint: never}");
    return SpecLoader.load(given.prepare(folder));
  }

  private void state(String text) throws Exception {
    Files.writeString(folder.resolve("state"), text + "\n");
  }

  private RunOptions options() {
    return new RunOptions(folder, System.getenv(), "gallery");
  }
}
