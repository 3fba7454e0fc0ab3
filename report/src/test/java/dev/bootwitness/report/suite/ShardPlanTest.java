package dev.bootwitness.report.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardPlanTest {

  private static final Instant NOW = Instant.parse("2026-11-30T22:00:00Z");

  @TempDir Path project;

  private static ShardPlan plan(int count, double... seconds) {
    return ShardPlan.of(
        IntStream.range(0, seconds.length).mapToObj(i -> "s" + i).toList(),
        Arrays.stream(seconds)
            .mapToObj(s -> s < 0 ? OptionalDouble.empty() : OptionalDouble.of(s))
            .toList(),
        count);
  }

  @Test
  void theLongestSpecStandsAlone() {
    assertThat(plan(2, 10, 100, 20, 30).shards()).isEqualTo(List.of(List.of(1), List.of(0, 2, 3)));
  }

  @Test
  void withoutAHistoryTheSpecsAreDealtOut() {
    assertThat(plan(2, -1, -1, -1).shards()).isEqualTo(List.of(List.of(0, 2), List.of(1)));
  }

  @Test
  void moreShardsThanSpecsLeaveSomeEmpty() {
    assertThat(plan(3, 1).shards()).isEqualTo(List.of(List.of(0), List.of(), List.of()));
  }

  @RepeatedTest(50)
  void everySpecFallsToOneShardAndNoneIsFarOverTheMean(RepetitionInfo turn) {
    Random random = new Random(turn.getCurrentRepetition());
    int count = 1 + random.nextInt(6);
    double[] seconds =
        IntStream.range(0, 1 + random.nextInt(40))
            .mapToDouble(i -> 1 + random.nextInt(300))
            .toArray();
    ShardPlan plan = plan(count, seconds);

    List<Integer> all = new ArrayList<>();
    plan.shards().forEach(all::addAll);
    assertThat(all)
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, seconds.length).boxed().toList());
    double sum = Arrays.stream(seconds).sum();
    double longest = Arrays.stream(seconds).max().orElseThrow();
    double makespan =
        plan.shards().stream()
            .mapToDouble(shard -> shard.stream().mapToDouble(i -> seconds[i]).sum())
            .max()
            .orElseThrow();
    // Graham's bound of list scheduling.
    assertThat(makespan).isLessThanOrEqualTo(sum / count + longest);
  }

  @Test
  void laterShardsFollowTheFirstOnesPlanAlthoughTheLedgerHasGrown() throws IOException {
    PlanFile shared = PlanFile.of(project, "Slurm 4");
    ShardPlan first = shared.agree(plan(2, -1, -1, -1, -1), new Shard(2, 2), NOW);
    ShardPlan later = shared.agree(plan(2, 9, 1, 1, 1), new Shard(2, 2), NOW);

    assertThat(later).isEqualTo(first);
  }

  @Test
  void anotherSuiteOrAnUnnamedPlanOfYesterdayIsReplacedWithItsShards() throws IOException {
    PlanFile shared = PlanFile.of(project, "");
    ShardPlan old = shared.agree(plan(2, 1, 1), new Shard(2, 2), NOW);
    Path records = Files.writeString(shared.records(new Shard(1, 2)), "");
    Path file = records.resolveSibling("plan.json");
    Files.setLastModifiedTime(file, FileTime.from(NOW.minus(Duration.ofHours(23))));
    assertThat(shared.agree(plan(2, 1, 1), new Shard(2, 2), NOW)).isEqualTo(old);
    assertThat(records).exists();

    Files.setLastModifiedTime(file, FileTime.from(NOW.minus(Duration.ofHours(25))));
    assertThat(shared.agree(plan(2, 5, 1), new Shard(2, 2), NOW).shards()).hasSize(2);
    assertThat(records).doesNotExist();

    assertThat(shared.agree(plan(2, 1, 1, 1), new Shard(2, 2), NOW).suite()).hasSize(3);
  }

  @Test
  void anUnnamedExecutionInWhichTheShardHasEndedIsOver() throws IOException {
    PlanFile shared = PlanFile.of(project, "");
    var _ = shared.agree(plan(2, 1, 1), new Shard(1, 2), NOW);
    Path first = Files.writeString(shared.records(new Shard(1, 2)), "");
    Path second = Files.writeString(shared.records(new Shard(2, 2)), "");

    var _ = shared.agree(plan(2, 1, 1), new Shard(1, 2), NOW);

    // Or merge would join today's first with yesterday's second.
    assertThat(first).doesNotExist();
    assertThat(second).doesNotExist();
  }

  @Test
  void anExecutionsNameCannotLeaveTheFolder() {
    assertThat(PlanFile.of(project, "../../x y").records(new Shard(1, 2)))
        .isEqualTo(project.resolve(".bootwitness/shards/x-y/shard-1-of-2.zip"));
  }
}
