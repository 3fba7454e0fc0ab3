package dev.bootwitness.report.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.record.Verdict;
import dev.bootwitness.report.story.TestRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {

  @TempDir Path folder;

  @Test
  void copiesHaveTheRunsNameAndOverwriteNothing() throws Exception {
    RunDirectory record = RunDirectory.create(folder, "deb", TestRecord.BEGAN);
    Files.writeString(record.markdown(), "report");
    Files.writeString(record.serialText(), "login:");
    Archive archive = new Archive(folder.resolve("docs"));

    Archive.Copies first = archive.keep(record);
    Files.writeString(record.markdown(), "another");
    Archive.Copies second = archive.keep(record);

    Path reports = folder.resolve("docs/test-reports");
    assertThat(first.report()).contains(reports.resolve("2026-11-22T15-54-30Z-deb.md"));
    assertThat(first.serial())
        .contains(folder.resolve("docs/boot-logs/2026-11-22T15-54-30Z-deb-serial.log"));
    assertThat(second.report()).contains(reports.resolve("2026-11-22T15-54-30Z-deb-2.md"));
    assertThat(first.report().orElseThrow()).content().isEqualTo("report");
    try (var files = Files.list(reports)) {
      assertThat(files).as("nothing half done").hasSize(2);
    }
  }

  @Test
  void whatCannotBeWrittenIsToldAndCostsNoVerdict() throws Exception {
    try (TestRecord record = new TestRecord(folder, "deb")) {
      Verdict verdict = record.booted().ended(12);
      Path file = Files.writeString(folder.resolve("docs"), "a file");

      FollowUp followUp =
          FollowUp.of(
              verdict, record.directory().path(), "deb", Optional.of(file), Optional.of(folder));

      assertThat(followUp.news()).isEmpty();
      assertThat(followUp.troubles())
          .hasSize(2)
          .anySatisfy(trouble -> assertThat(trouble).contains("nothing was archived"))
          .anySatisfy(trouble -> assertThat(trouble).contains("the task queue"));
    }
  }
}
