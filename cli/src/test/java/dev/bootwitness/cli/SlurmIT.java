package dev.bootwitness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A suite as a job array of a real Slurm, by the recipe in {@code packaging/slurm}. */
@Timeout(240)
class SlurmIT {

  private static final Path RECIPE = Cli.HOME.resolve("packaging/slurm/array.sbatch");

  @TempDir Path folder;

  private Path kernel = Path.of("");

  @BeforeEach
  void spark() throws Exception {
    Cli.Ended built = SparkSpec.GOOD.run(Files.createDirectory(folder.resolve("spark"))).run();
    kernel = Path.of(Objects.requireNonNull(built.verdict().image()).path());
  }

  /** The product as a command of its own, which is what the recipe calls. */
  private Path command() throws Exception {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    String words =
        Cli.of().command().stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
    Path script =
        Files.writeString(bin.resolve("bootwitness"), "#!/bin/sh\nexec " + words + " \"$@\"\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return bin;
  }

  private List<String> sbatch(Path bin, int shards, List<Path> specs) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "--array=0-" + (shards - 1),
                "--chdir=" + folder,
                "--output=" + folder.resolve("log-%a"),
                "--export=ALL,PATH=" + bin + ":" + System.getenv("PATH"),
                "--no-requeue",
                RECIPE.toString()));
    specs.forEach(spec -> words.add(spec.toString()));
    return words;
  }

  /** A spec of a folder of its own, with the kernel that the other tests boot. */
  private Path spec(String name, String check) throws Exception {
    Path place = Files.createDirectory(folder.resolve(name));
    Files.writeString(
        place.resolve("bootwitness.yaml"),
        """
        name: %s
        image: {kernel: %s, initrd: %s, append: 'console=ttyS0,115200n8'}
        machine: {memory: 256MiB, cpus: 1}
        boot: {within: 60s, checkpoint: never}
        login: {user: spark, password: spark, become: root, rootPassword: root}
        checks: [{run: '%s'}]
        """
            .formatted(name, kernel, kernel.resolveSibling("initrd.img"), check));
    return place;
  }

  private Cli.Ended merge(String job) throws Exception {
    return Cli.of(
            "merge",
            folder.resolve(".bootwitness/shards/Slurm-" + job).toString(),
            "--into",
            folder.resolve("merged").toString())
        .run();
  }

  @Test
  void anArrayRunsTheSuiteAndMergeHasEveryVerdictOnce() throws Exception {
    List<Path> specs = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      specs.add(spec("spec" + i, i == 3 ? "false" : "true"));
    }
    Path bin = command();
    try (SlurmCluster slurm = SlurmCluster.start(Files.createDirectory(folder.resolve("slurm")))) {
      String job = slurm.submit(sbatch(bin, 3, specs).toArray(String[]::new));
      slurm.await(job);
      Cli.Ended merged = merge(job);

      assertThat(merged.exit()).as(merged.output()).isEqualTo(1);
      assertThat(merged.output())
          .startsWith("4 runs: 1 failed, 3 passed\n✓ spec1  passed")
          .contains("\n✗ spec3  failed", "check/failed");
    }
    Path merged = folder.resolve("merged");
    assertThat(Files.readString(merged.resolve("junit.xml")))
        .contains("<testsuites name=\"bootwitness\" tests=\"12\" failures=\"1\" errors=\"0\"");
    assertThat(Files.readAllLines(merged.resolve(".bootwitness/ledger.jsonl"))).hasSize(4);
    assertThat(Files.readString(merged.resolve("report.html")))
        .contains("3 of 4 specs passed", "href=\".bootwitness/runs/");
    try (Stream<Path> runs = Files.list(merged.resolve(".bootwitness/runs"))) {
      assertThat(runs).allSatisfy(run -> assertThat(run.resolve("report.html")).exists());
    }
  }

  @Test
  void aNodeThatDiesIsAMissingShardWithItsSpecs() throws Exception {
    List<Path> specs = List.of(spec("good", "true"), spec("lost", "sleep 1000"));
    Path bin = command();
    try (SlurmCluster slurm = SlurmCluster.start(Files.createDirectory(folder.resolve("slurm")))) {
      String job = slurm.submit(sbatch(bin, 2, specs).toArray(String[]::new));
      SlurmCluster.awaitLine(folder.resolve("log-1"), "uid 0 verified");
      slurm.killNodeOf(1);
      slurm.await(job);
      Cli.Ended merged = merge(job);

      assertThat(merged.exit()).as(merged.output()).isEqualTo(3);
      assertThat(merged.output())
          .contains("\n✓ good  passed", "\n! lost  run by no shard")
          .contains(
              "bootwitness merge: shard 2 of 2 is missing: no file has its records.",
              "bootwitness merge: spec \"lost\" was run by no shard.");
    }
  }
}
