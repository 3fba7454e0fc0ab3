package dev.bootwitness.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records as the version of 2026-11-25 wrote them, before formats were numbered. */
class OldRecordsTest {
  private static final Path RECORDS = Path.of("src/test/resources/records/format-0");

  @ParameterizedTest
  @ValueSource(strings = {"checkpoint", "failed-check", "panic"})
  void nothingIsMissingInARecordOfAnOlderVersion(String name) throws Exception {
    RunDirectory run = RunDirectory.open(RECORDS.resolve(name));

    assertThat(new RecordReader(run).read(_ -> {}).sentences()).isEmpty();
    assertThat(RecordReader.verdict(run))
        .hasValueSatisfying(verdict -> assertThat(verdict.timing()).isNull());
    assertThat(RecordReader.all(run).getFirst().event())
        .isInstanceOfSatisfying(
            Event.RunStarted.class, started -> assertThat(started.format()).isZero());
  }

  @ParameterizedTest
  @ValueSource(strings = {"checkpoint", "failed-check", "panic"})
  void itsLinesAreValidByTodaysSchema(String name) throws Exception {
    for (String line : Files.readAllLines(RECORDS.resolve(name).resolve("events.jsonl"))) {
      assertThat(SchemaTest.mistakes("events-1", line)).as(line).isEmpty();
    }
    assertThat(
            SchemaTest.mistakes(
                "verdict-1", Files.readString(RECORDS.resolve(name).resolve("verdict.json"))))
        .isEmpty();
  }

  @Test
  void oneThatWasCutOffIsReadUpToTheCut() throws Exception {
    RecordGaps gaps = new RecordReader(RunDirectory.open(RECORDS.resolve("killed"))).read(_ -> {});

    assertThat(gaps.events()).isPositive();
    assertThat(gaps.malformedLines()).isZero();
    assertThat(gaps.sentences()).anyMatch(s -> s.contains("the record ends at"));
  }
}
