package dev.bootwitness.report.followup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.record.CheckResult;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.record.Verdict;
import dev.bootwitness.report.history.Ledger;
import dev.bootwitness.report.story.TestRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run may be killed between any two of the files that follow its verdict. */
class LeftOverTest {
  @TempDir private Path project;

  @Test
  void whereverARunWasKilledBehindItsVerdictTheNextOneMendsIt() throws Exception {
    for (int files = 0; files <= 5; files++) {
      Path folder = Files.createDirectory(project.resolve("killed-behind-" + files));
      try (TestRecord record = new TestRecord(folder, "spark")) {
        RunDirectory run = killedBehind(files, record, folder);

        AfterRun left = finish(folder, folder);

        assertThat(left.troubles()).isEmpty();
        assertThat(run.html()).isNotEmptyFile();
        assertThat(run.junit()).isNotEmptyFile();
        assertThat(Ledger.of(folder).recent("spark")).hasSize(1);
        assertThat(folder.resolve("docs/task-queue.md"))
            .content()
            .containsOnlyOnce("**check/failed: up**")
            .contains("Seen once");
        try (var reports = Files.list(folder.resolve("docs/test-reports"))) {
          assertThat(reports).hasSize(1);
        }
        assertThat(LeftOver.isIn(run, _ -> false)).isFalse();
        assertThat(finish(folder, folder).notes()).as("nothing is left").isEmpty();
      }
    }
  }

  @Test
  void aRunThatGoesOnOrOfAnotherSpecIsLeftAlone() throws Exception {
    try (TestRecord record = new TestRecord(project, "other")) {
      RunDirectory run = killedBehind(0, record, project);

      assertThat(finish(project, project).notes()).isEmpty();
      assertThat(LeftOver.isIn(run, _ -> false)).isTrue();
      assertThat(LeftOver.isIn(run, _ -> true)).isFalse();
      assertThat(LeftOver.finish(runs(project), wishes("other", project), Map.of(), _ -> true))
          .isEqualTo(new AfterRun(List.of(), List.of()));
      assertThat(run.html()).doesNotExist();
    }
  }

  @Test
  void aRunThatWasKilledBeforeItsVerdictTellsTheQueueNothing() throws Exception {
    try (TestRecord record = new TestRecord(project, "spark")) {
      record.booted();
      Path mark = Files.createFile(record.directory().path().resolve(LeftOver.MARK));

      assertThat(LeftOver.isIn(record.directory(), _ -> false)).isFalse();
      assertThat(finish(project, project)).isEqualTo(new AfterRun(List.of(), List.of()));
      assertThat(mark).doesNotExist();
      assertThat(project.resolve("docs")).doesNotExist();
    }
  }

  /**
   * Performs as many of the steps ledger line, reports, archive and queue as the killed run had
   * done.
   */
  private static RunDirectory killedBehind(int files, TestRecord record, Path folder)
      throws IOException {
    CheckResult failed = new CheckResult("up", CheckResult.FAILED, 1, "no");
    Verdict verdict = record.booted().check(11, failed, "up", "").ended(13);
    RunDirectory run = record.directory();
    AfterRun.Wishes wishes = files < 4 ? AfterRun.Wishes.NONE : wishes("spark", folder);
    if (files > 0) {
      assertThat(AfterRun.write(run, verdict, Map.of(), wishes, false).troubles()).isEmpty();
    }
    if (files == 1 || files == 2) {
      Files.delete(run.html());
    }
    if (files == 1) {
      Files.delete(run.markdown());
    }
    if (files == 1 || files == 2 || files == 3) {
      Files.delete(run.junit());
    }
    if (files == 4) {
      Files.delete(folder.resolve("docs/task-queue.md"));
    }
    Files.createFile(run.path().resolve(LeftOver.MARK));
    return run;
  }

  private static AfterRun finish(Path folder, Path docs) {
    return LeftOver.finish(runs(folder), wishes("spark", docs), Map.of(), _ -> false);
  }

  private static Path runs(Path folder) {
    return folder.resolve(".bootwitness/runs");
  }

  private static AfterRun.Wishes wishes(String spec, Path folder) {
    Path docs = folder.toAbsolutePath().resolve("docs");
    return new AfterRun.Wishes(spec, Optional.of(docs), Optional.of(docs.resolve("task-queue.md")));
  }
}
