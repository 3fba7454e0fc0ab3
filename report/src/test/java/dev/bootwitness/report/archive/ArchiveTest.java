package dev.bootwitness.report.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.record.Verdict;
import dev.bootwitness.report.story.TestRecord;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
  void aFileSystemWithoutLinksKeepsWhatHasTheNameToo() throws Exception {
    Placing placing =
        new Placing((link, existing) -> {
          throw new FileSystemException(link.toString(), null, "Operation not permitted");
        });
    for (String text : List.of("one", "two", "three")) {
      Path whole = Files.writeString(folder.resolve(".whole"), text);
      placing.place(whole, folder, "run", ".md");
    }

    assertThat(folder.resolve("run.md")).content().isEqualTo("one");
    assertThat(folder.resolve("run-2.md")).content().isEqualTo("two");
    assertThat(folder.resolve("run-3.md")).content().isEqualTo("three");
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(3);
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
