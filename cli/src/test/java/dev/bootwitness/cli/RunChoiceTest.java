package dev.bootwitness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bootwitness.record.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunChoiceTest {

  @TempDir Path project;

  @Test
  void aRunIsMeantByItsIdItsBeginningItsFolderOrItsAge() throws Exception {
    RunDirectory old = run("2026-11-22T15:54:30Z");
    RunDirectory young = run("2026-11-23T08:00:00Z");

    assertThat(RunChoice.find(project, old.id())).isEqualTo(real(old));
    assertThat(RunChoice.find(project, "2026-11-23")).isEqualTo(real(young));
    assertThat(RunChoice.find(project, old.path().toString())).isEqualTo(real(old));
    assertThat(RunChoice.find(project, "latest")).isEqualTo(real(young));
    assertThat(RunChoice.find(project, "latest~1")).isEqualTo(real(old));
  }

  @Test
  void whatMeansNoRunOrSeveralIsToldWithTheNextStep() throws Exception {
    assertRefused(
        "latest", "there are no runs yet in " + project + "/.bootwitness/runs. Start one");
    assertRefused("2026", "there are no runs yet in");
    RunDirectory a = run("2026-11-22T15:54:30Z");
    RunDirectory b = run("2026-11-22T16:00:00Z");

    assertRefused("latest~2", "there are 2 runs");
    assertRefused("2026-11-22", "2 ids begin with this: " + a.id() + ", " + b.id());
    assertRefused("2025", "no run in");
    assertRefused(project.toString(), "it is not the record of a run, or the run was killed");
    assertRefused("./none", "./none does not exist. Name a folder below");
    Files.delete(b.events());
    assertRefused("latest", "latest (" + b.path() + ") has no events.jsonl");
    assertRefused("a\0b/c", "is not the record of a run");
  }

  private void assertRefused(String which, String message) {
    assertThatThrownBy(() -> RunChoice.find(project, which))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(message);
  }

  private RunDirectory run(String began) throws IOException {
    RunDirectory run = RunDirectory.create(project, "spark", Instant.parse(began));
    Files.createFile(run.events());
    return run;
  }

  private static RunDirectory real(RunDirectory run) throws IOException {
    return RunDirectory.open(run.path().toRealPath());
  }
}
