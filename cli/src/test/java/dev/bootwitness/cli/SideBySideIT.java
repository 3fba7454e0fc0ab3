package dev.bootwitness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.record.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several specs in one call. */
@Timeout(120)
class SideBySideIT {

  @TempDir Path folder;

  private Path good;
  private Path other;

  @BeforeEach
  void folders() throws Exception {
    good = Files.createDirectory(folder.resolve("good"));
    other = Files.createDirectory(folder.resolve("other"));
  }

  @Test
  void eachHasItsVerdictAndTheWorstIsTheExitCode() throws Exception {
    var _ = SparkSpec.GOOD.with("checks: [{run: 'false'}]\n").run(other);
    Cli.Ended ended =
        SparkSpec.GOOD.with("checks: [{run: 'true'}]\n").run(good, other.toString()).run();

    assertThat(ended.exit()).as(ended.output()).isEqualTo(1);
    assertThat(ended.output())
        .contains("\nspark    ✓ check     true", "\nspark 2  ✗ check     false")
        .contains("\nspark\n✓ PASSED  reached ready", "\nspark 2\n✗ FAILED  check/failed");
    assertThat(ended.output().lines().toList().reversed().subList(0, 3))
        .satisfiesExactly(
            second -> assertThat(second).startsWith("✗ spark 2  failed").contains("check/failed"),
            first -> assertThat(first).startsWith("✓ spark    passed"),
            head -> assertThat(head).isEqualTo("2 runs: 1 failed, 1 passed"));
  }

  @Test
  void aSignalEndsThoseThatRunAndTheRestIsNotBegun() throws Exception {
    var _ = SparkSpec.GOOD.run(other);
    Cli.Started started =
        SparkSpec.GOOD
            .with("checks: [{run: sleep 1000, within: 30m}]\n")
            .run(good, other.toString(), "--at-once", "1")
            .start();
    started.awaitLine("login", "uid 0 verified");
    started.signal("INT");
    Cli.Ended ended = started.end();

    assertThat(ended.exit()).as(ended.output()).isEqualTo(130);
    assertThat(ended.verdict().outcome()).isEqualTo(Outcome.INTERRUPTED);
    assertThat(ended.output()).contains("\n! spark 2  not started");
    Guest.of(ended.events()).assertGone();
  }

  @Test
  void nothingRunsWhenOneHasAMistakeAndAllMistakesAreTold() throws Exception {
    Files.writeString(other.resolve("bootwitness.yaml"), "imgae: {}\n");
    Files.writeString(good.resolve("bootwitness.yaml"), "name: [1]\n");
    Cli.Ended ended =
        Cli.of("run", good.toString(), other.toString(), "--project", folder.toString()).run();

    assertThat(ended.exit()).isEqualTo(2);
    assertThat(ended.output())
        .contains(good + "/bootwitness.yaml:1:", other + "/bootwitness.yaml:1:");
    assertThat(folder.resolve(".bootwitness")).doesNotExist();
  }

  /** What a run leaves on its kept disk makes the next attempt pass. */
  @Test
  void oneThatPassesAtItsSecondAttemptIsFlakyAndTheOthersAreNotTriedAgain() throws Exception {
    var _ = FLAKY.run(other);
    Cli.Ended ended =
        SparkSpec.GOOD
            .with("checks: [{run: 'true'}]\n")
            .run(good, other.toString(), "--retries", "2")
            .run();

    assertThat(ended.exit()).as(ended.output()).isZero();
    assertThat(ended.output().lines().toList().reversed().subList(0, 3))
        .satisfiesExactly(
            second -> assertThat(second).startsWith("✓ spark 2  flaky"),
            first -> assertThat(first).startsWith("✓ spark    passed"),
            head -> assertThat(head).isEqualTo("2 runs: 1 flaky, 1 passed"));
  }

  @Test
  void oneRunIsTriedAgainAsOftenAsTheCommandLineSays() throws Exception {
    Cli.Ended failed =
        SparkSpec.GOOD.with("checks: [{run: 'false'}]\n").run(good, "--retries", "1").run();
    assertThat(failed.exit()).as(failed.output()).isEqualTo(1);
    assertThat(failed.output().lines().filter(line -> line.startsWith("✗ FAILED"))).hasSize(2);

    Cli.Ended flaky = FLAKY.run(other, "--retries", "3").run();
    assertThat(flaky.exit()).as(flaky.output()).isZero();
    assertThat(flaky.output().lines().filter(line -> line.startsWith("  record  "))).hasSize(2);
    assertThat(flaky.output())
        .contains("✗ FAILED", "attempt 2 of 4", "✓ FLAKY")
        .doesNotContain("attempt 3");
  }

  private static final SparkSpec FLAKY =
      SparkSpec.GOOD.with(
          """
          machine: {memory: 256MiB, cpus: 1, disks: [{name: state, size: 16MiB, keep: disks}]}
          checks:
            - name: been here
              run: n=$(head -c 4 /dev/vda); echo been | dd of=/dev/vda conv=sync,fsync 2>/dev/null; test "$n" = been
          """);
}
