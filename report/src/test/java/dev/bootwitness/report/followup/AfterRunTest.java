package dev.bootwitness.report.followup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.record.RecordReader;
import dev.bootwitness.record.Verdict;
import dev.bootwitness.report.history.Ledger;
import dev.bootwitness.report.story.StoryTeller;
import dev.bootwitness.report.story.TestRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AfterRunTest {
  @TempDir private Path project;

  @Test
  void theReportsAreFilesOfTheRecord() throws Exception {
    try (TestRecord record = new TestRecord(project, "files")) {
      Verdict verdict = record.booted().ended(13);
      assertThat(AfterRun.write(verdict, record.directory().path(), Map.of()).troubles()).isEmpty();
      assertThat(record.directory().markdown()).content().startsWith("# Boot investigation log");
      assertThat(record.directory().junit()).content().contains("<testsuite name=\"files\"");
    }
  }

  @Test
  void theRunIsALineOfTheLedger() throws Exception {
    try (TestRecord record = new TestRecord(project, "files")) {
      var _ = AfterRun.write(record.booted().ended(13), record.directory().path(), Map.of());
      assertThat(Ledger.of(project).recent("files")).hasSize(1);
    }
  }

  @Test
  void aFolderThatIsNoRecordOfAProjectGetsNoLedgerBesideIt() throws Exception {
    try (TestRecord record = new TestRecord(project, "files")) {
      assertThat(AfterRun.write(record.judged(), project.resolve("a/b"), Map.of()).troubles())
          .first()
          .asString()
          .startsWith("the line in the ledger could not be written: ");
    }
    assertThat(project.resolve("ledger.jsonl")).doesNotExist();
  }

  @Test
  void aReportThatCannotBeWrittenIsToldAndLeavesNoHalfFile() throws Exception {
    try (TestRecord record = new TestRecord(project, "files")) {
      Verdict verdict = record.booted().ended(13);
      Files.createDirectories(record.directory().markdown().resolve("in-the-way"));
      assertThat(AfterRun.write(verdict, record.directory().path(), Map.of()).troubles())
          .singleElement()
          .asString()
          .startsWith("the reports could not be written: ");
      try (var files = Files.list(record.directory().path())) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .noneMatch(name -> name.endsWith(".new"));
      }
    }
  }

  /** Like a Ctrl-C that comes while the reports are being written. */
  @Test
  void anInterruptInTheMiddleTearsNothingAndIsStillThereAfterwards() throws Exception {
    Thread caller = Thread.currentThread();
    Map<String, String> interrupting =
        new HashMap<>() {
          @Override
          public String get(Object key) {
            caller.interrupt();
            return project.toString();
          }
        };
    try (TestRecord record = new TestRecord(project, "files")) {
      Verdict verdict = record.booted().ended(13);
      AfterRun after = AfterRun.write(verdict, record.directory().path(), interrupting);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(after.troubles()).isEmpty();
      assertThat(record.directory().html()).isNotEmptyFile();
    }
  }

  @Test
  void aRecordThatIsGoneIsTold() throws Exception {
    try (TestRecord record = new TestRecord(project, "files")) {
      assertThat(
              AfterRun.write(record.judged(), project.resolve(".bootwitness/runs/gone"), Map.of())
                  .troubles())
          .hasSize(1);
    }
  }

  @Test
  void whoHeardTheRunTellsTheSameAsItsRecord() throws Exception {
    StoryTeller teller = new StoryTeller();
    try (TestRecord record = new TestRecord(project, "heard")) {
      new RecordReader(record.directory()).read(teller::on); // what was before it could listen
      record.writer().listen(teller);
      Verdict verdict = record.booted().ended(13);
      Path folder = record.directory().path();
      assertThat(AfterRun.write(verdict, folder, teller, Map.of(), AfterRun.Wishes.NONE).troubles())
          .isEmpty();
      String heard = Files.readString(record.directory().html());
      assertThat(AfterRun.write(verdict, folder, Map.of()).troubles()).isEmpty();
      assertThat(record.directory().html()).content().isEqualTo(heard);
      assertThat(heard).contains("<td class=\"guest\">verdict: PASSED</td>");
    }
  }
}
