package dev.bootwitness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bootwitness.record.Event;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Verdict;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs of spark that start from a checkpoint, in a cache of their own. */
@Timeout(300)
class CheckpointIT {

  private static final SparkSpec SPEC =
      SparkSpec.GOOD
          .withBoot("60s, checkpoint: auto")
          .with(
              """
              machine: {memory: 256MiB, cpus: 1, accelerator: tcg, disks: [64MiB]}
              checks:
                - run: id -un
                  prints: root
                - run: head -c 16 /dev/urandom | od -An -tx1
                - run: date +%s
              """);

  @TempDir Path folder;
  @TempDir Path cache;

  @Test
  void aSecondRunIsRestoredWithItsOwnClockAndRandomnessAndADamagedOneBootsAgain() throws Exception {
    Cli.Ended first = run(SPEC);
    assertThat(first.exit()).as(first.output()).isZero();
    assertThat(first.verdict().inheritedFrom()).isNull();
    assertThat(states(first)).containsExactly("none", "made");

    List<String> random = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Cli.Ended again = run(SPEC);
      assertThat(again.exit()).as(again.output()).isZero();
      assertThat(phases(again)).contains("restore").doesNotContain("boot", "login", "freeze");
      assertThat(again.verdict().inheritedFrom()).isEqualTo(first.record().id());
      assertThat(again.output()).contains("Booted by run " + first.record().id());
      random.add(said(again, "head -c 16 /dev/urandom | od -An -tx1"));
      long ended = Files.getLastModifiedTime(again.record().verdict()).toInstant().getEpochSecond();
      assertThat(Long.parseLong(said(again, "date +%s").strip())).isBetween(ended - 30, ended + 1);
    }
    assertThat(random).doesNotHaveDuplicates().doesNotContain("");

    try (RandomAccessFile memory = new RandomAccessFile(memory().toFile(), "rw")) {
      memory.setLength(memory.length() / 2);
    }
    Cli.Ended damaged = run(SPEC);
    assertThat(damaged.exit()).as(damaged.output()).isZero();
    assertThat(states(damaged)).containsExactly("damaged", "made");
    assertThat(damaged.verdict().findings())
        .extracting(Finding::cause)
        .contains("host/checkpoint-damaged");
    assertThat(phases(run(SPEC))).contains("restore");
    assertThat(phases(fresh())).contains("boot", "freeze").doesNotContain("restore");
  }

  @Test
  void equalContentInTwoProjectsBootsOnce(@TempDir Path other) throws Exception {
    Cli.Ended first = run(SPEC);
    assertThat(first.exit()).as(first.output()).isZero();
    Path built = Path.of(image(first)).resolveSibling(".");
    for (String file : List.of("vmlinuz", "initrd.img")) {
      Files.copy(built.resolve(file), other.resolve(file));
    }
    String spec =
        Files.readString(folder.resolve("bootwitness.yaml"))
            .replaceFirst("(?m)^  build: .*\\n", "")
            .replaceFirst("(?m)^name: .*", "name: another");
    Files.writeString(other.resolve("bootwitness.yaml"), spec);

    Cli.Ended second =
        Cli.of("run", other.toString(), "--project", other.toString(), "--plain")
            .with("XDG_CACHE_HOME", cache.toString())
            .run();
    assertThat(second.exit()).as(second.output()).isZero();
    assertThat(image(second)).isEqualTo(other.resolve("vmlinuz").toString());
    assertThat(second.verdict().inheritedFrom()).isEqualTo(first.record().id());

    Files.write(other.resolve("initrd.img"), new byte[512], StandardOpenOption.APPEND);
    Cli.Ended changed =
        Cli.of("run", other.toString(), "--project", other.toString(), "--plain")
            .with("XDG_CACHE_HOME", cache.toString())
            .run();
    assertThat(changed.verdict().inheritedFrom()).isNull();
  }

  private static String image(Cli.Ended run) throws IOException {
    return run.events().stream()
        .filter(Event.ImageReady.class::isInstance)
        .map(event -> ((Event.ImageReady) event).path())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void anotherMachineHasAnotherKeyAndWhatIsRequiredMustBeThere() throws Exception {
    Cli.Ended required = run(SPEC.withBoot("60s, checkpoint: require"));

    assertThat(required.exit()).as(required.output()).isEqualTo(3);
    assertThat(required.cause()).isEqualTo("host/checkpoint-missing");
    assertThat(phases(required)).doesNotContain("boot");
  }

  @Test
  void ofTwoRunsAtOnceOneBootsAndTheOtherIsRestored() throws Exception {
    Cli.Started one = SPEC.run(folder).with("XDG_CACHE_HOME", cache.toString()).start();
    Cli.Started two = SPEC.run(folder).with("XDG_CACHE_HOME", cache.toString()).start();
    List<Cli.Ended> ended = List.of(one.end(), two.end());

    assertThat(ended).allSatisfy(run -> assertThat(run.exit()).as(run.output()).isZero());
    List<Verdict> verdicts = List.of(ended.get(0).verdict(), ended.get(1).verdict());
    assertThat(verdicts).filteredOn(v -> v.inheritedFrom() == null).hasSize(1);
  }

  @Test
  void aFullDiskCostsTheCheckpointAndNotTheRun() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "mounting needs root");
    Path checkpoints = Files.createDirectories(cache.resolve("bootwitness/checkpoints"));
    String place = checkpoints.toString();
    assertThat(host("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", place)).isZero();
    try {
      Cli.Ended run = run(SPEC);

      assertThat(run.exit()).as(run.output()).isZero();
      assertThat(run.verdict().findings())
          .extracting(Finding::cause)
          .contains("host/checkpoint-failed");
      try (Stream<Path> left = Files.walk(checkpoints)) {
        assertThat(left.filter(Files::isRegularFile)).allMatch(CheckpointIT::isEmpty);
      }
    } finally {
      assertThat(host("umount", place)).isZero();
    }
  }

  private Cli.Ended run(SparkSpec spec) throws IOException, InterruptedException {
    return spec.run(folder).with("XDG_CACHE_HOME", cache.toString()).run();
  }

  private Cli.Ended fresh() throws IOException, InterruptedException {
    return SPEC.run(folder, "--fresh").with("XDG_CACHE_HOME", cache.toString()).run();
  }

  private Path memory() throws IOException {
    try (Stream<Path> files = Files.walk(cache)) {
      return files.filter(file -> file.endsWith("memory")).findFirst().orElseThrow();
    }
  }

  private static boolean isEmpty(Path file) {
    return file.toFile().length() == 0;
  }

  private static List<String> phases(Cli.Ended run) throws IOException {
    return run.verdict().phases().stream().map(Verdict.PhaseTime::name).toList();
  }

  private static List<String> states(Cli.Ended run) throws IOException {
    return run.events().stream()
        .filter(Event.CheckpointNoted.class::isInstance)
        .map(Event.CheckpointNoted.class::cast)
        .map(Event.CheckpointNoted::state)
        .toList();
  }

  private static String said(Cli.Ended run, String command) throws IOException {
    return run.events().stream()
        .filter(Event.CommandRan.class::isInstance)
        .map(Event.CommandRan.class::cast)
        .filter(ran -> ran.command().equals(command))
        .findFirst()
        .orElseThrow()
        .stdout();
  }

  private static int host(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }
}
