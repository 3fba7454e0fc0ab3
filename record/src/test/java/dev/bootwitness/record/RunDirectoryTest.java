package dev.bootwitness.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunDirectoryTest {
  private static final Instant NOW = Instant.parse("2026-11-22T15:54:30.987Z");

  @TempDir Path project;

  @Test
  void aRunsDirectoryIsNamedByTimeAndSpecAndIsPrivate() throws Exception {
    RunDirectory run = RunDirectory.create(project, "debian-live", NOW);
    assertThat(run.path())
        .isEqualTo(project.resolve(".bootwitness/runs/2026-11-22T15-54-30Z-debian-live"));
    assertThat(run.id()).isEqualTo("2026-11-22T15-54-30Z-debian-live");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(run.path())))
        .isEqualTo("rwx------");
    assertThat(run.evidence()).isDirectory();
  }

  @ParameterizedTest
  @CsvSource({"../../etc/passwd,etc-passwd", "my image!,my-image", "'',run", "..,run", "-x-,x"})
  void aNameIsMadeSafeForAFileName(String name, String safe) throws Exception {
    RunDirectory run = RunDirectory.create(project, name, NOW);
    assertThat(run.id()).isEqualTo("2026-11-22T15-54-30Z-" + safe);
    assertThat(run.path().getParent()).isEqualTo(project.resolve(".bootwitness/runs"));
  }

  @Test
  void runsOfOneSecondGetNumbers() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<RunDirectory> create = () -> RunDirectory.create(project, "x", NOW);
      List<Future<RunDirectory>> runs =
          threads.invokeAll(Stream.generate(() -> create).limit(4).toList());
      assertThat(runs.stream().map(run -> run.resultNow().id()))
          .containsExactlyInAnyOrder(
              "2026-11-22T15-54-30Z-x",
              "2026-11-22T15-54-30Z-x-2",
              "2026-11-22T15-54-30Z-x-3",
              "2026-11-22T15-54-30Z-x-4");
    }
  }

  @Test
  void latestPointsAtTheNewestRun() throws Exception {
    RunDirectory.create(project, "one", NOW);
    RunDirectory two = RunDirectory.create(project, "two", NOW);
    Path latest = project.resolve(".bootwitness/runs/latest");
    assertThat(Files.readSymbolicLink(latest)).isEqualTo(Path.of(two.id()));
    try (Stream<Path> entries = Files.list(latest.getParent())) {
      assertThat(entries).hasSize(3);
    }
  }

  @Test
  void somebodysOwnDirectoryCalledLatestStaysAndTheRunGoesOn() throws Exception {
    Path latest = Files.createDirectories(project.resolve(".bootwitness/runs/latest"));
    RunDirectory run = RunDirectory.create(project, "x", NOW);
    assertThat(run.path()).isDirectory();
    assertThat(latest).isDirectory();
    try (Stream<Path> entries = Files.list(latest.getParent())) {
      assertThat(entries).hasSize(2);
    }
  }

  @Test
  void aRecordThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> RunDirectory.open(project.resolve("nothing")))
        .isInstanceOf(NotDirectoryException.class)
        .hasMessageContaining("nothing");
  }
}
