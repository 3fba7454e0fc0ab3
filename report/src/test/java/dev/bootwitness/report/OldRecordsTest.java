package dev.bootwitness.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.diagnosis.Diagnosis;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.RecordReader;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.record.Verdict;
import dev.bootwitness.report.followup.Reports;
import dev.bootwitness.report.history.Ledger;
import dev.bootwitness.report.history.LedgerEntry;
import dev.bootwitness.report.junit.JUnitReport;
import dev.bootwitness.report.markdown.MarkdownReport;
import dev.bootwitness.report.terminal.Style;
import dev.bootwitness.report.terminal.VerdictText;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records of older versions always render; they are kept with the tests of the record. */
class OldRecordsTest {
  private static final Path RECORDS = Path.of("../record/src/test/resources/records");

  @ParameterizedTest
  @CsvSource({
    "format-0/checkpoint,✓ PASSED,",
    "format-0/failed-check,✗ FAILED,check/failed",
    "format-0/panic,✗ FAILED,kernel/panic-no-root",
    "format-0/killed,? INCONCLUSIVE,run/capture-incomplete"
  })
  void anOldRecordHasItsVerdictAndItsReports(String folder, String headline, String cause)
      throws Exception {
    RunDirectory run = RunDirectory.open(RECORDS.resolve(folder));
    Verdict verdict = Diagnosis.ofRecord(RecordReader.all(run));
    StringWriter text = new StringWriter();
    StringWriter markdown = new StringWriter();
    StringWriter junit = new StringWriter();

    VerdictText.print(verdict, run.path(), Style.PLAIN, text);
    Reports reports = Reports.of(run, verdict, Map.of());
    reports.write(MarkdownReport.REPORT, markdown);
    reports.write(JUnitReport.REPORT, junit);

    Finding primary = verdict.primary();
    assertThat(primary == null ? null : primary.cause()).isEqualTo(cause);
    assertThat(text.toString()).startsWith(headline);
    assertThat(markdown.toString()).contains("spark");
    assertThat(junit.toString()).contains("<testsuite");
  }

  @Test
  void oldRecordsAreLinesOfTheLedger(@TempDir Path project) throws Exception {
    Path runs = Files.createDirectories(project.resolve(".bootwitness/runs"));
    try (Stream<Path> records = Files.list(RECORDS.resolve("format-0"))) {
      for (Path record : records.toList()) {
        Path copy = Files.createDirectory(runs.resolve(record.getFileName()));
        Files.copy(record.resolve("events.jsonl"), copy.resolve("events.jsonl"));
      }
    }

    List<LedgerEntry> all = Ledger.of(project).history(_ -> false).runs();

    assertThat(all).hasSize(4).allMatch(entry -> entry.name().equals("spark"));
    assertThat(all)
        .anySatisfy(entry -> assertThat(entry.start()).isEqualTo("checkpoint"))
        .anySatisfy(entry -> assertThat(entry.stage("kernel")).isPresent());
  }
}
