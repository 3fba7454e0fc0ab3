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
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
        IntStream.range(0, seconds.length)
            .mapToObj(i -> new SuiteSpec("s" + i, List.of()))
            .toList(),
        Arrays.stream(seconds)
            .mapToObj(s -> s < 0 ? OptionalDouble.empty() : OptionalDouble.of(s))
            .map(SpecTimes::undivided)
            .toList(),
        count);
  }

  /** For each shard the positions of its specs. */
  private static List<List<Integer>> specs(ShardPlan plan) {
    return plan.shards().stream()
        .map(shares -> shares.stream().map(ShardShare::spec).toList())
        .toList();
  }

  @Test
  void theLongestSpecStandsAlone() {
    assertThat(specs(plan(2, 10, 100, 20, 30))).isEqualTo(List.of(List.of(1), List.of(0, 2, 3)));
  }

  @Test
  void withoutAHistoryTheSpecsAreDealtOut() {
    assertThat(specs(plan(2, -1, -1, -1))).isEqualTo(List.of(List.of(0, 2), List.of(1)));
  }

  @Test
  void moreShardsThanSpecsLeaveSomeEmpty() {
    assertThat(specs(plan(3, 1))).isEqualTo(List.of(List.of(0), List.of(), List.of()));
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
    specs(plan).forEach(all::addAll);
    assertThat(all)
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, seconds.length).boxed().toList());
    double sum = Arrays.stream(seconds).sum();
    double longest = Arrays.stream(seconds).max().orElseThrow();
    double makespan =
        specs(plan).stream()
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
  void aPlanOfAnotherVersionIsReplaced() throws IOException {
    PlanFile shared = PlanFile.of(project, "Slurm 4");
    Path file = shared.records(new Shard(1, 2)).resolveSibling("plan.json");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "{\"suite\":[\"s0\",\"s1\"],\"shards\":[[0],[1]]}");

    ShardPlan mine = plan(2, 1, 1);
    assertThat(shared.agree(mine, new Shard(1, 2), NOW)).isEqualTo(mine);
    assertThat(shared.agree(plan(2, 1, 9), new Shard(2, 2), NOW)).isEqualTo(mine);
  }

  /** Each finds the plan of yesterday, and the later one must not remove that of the earlier. */
  @RepeatedTest(20)
  void shardsThatBeginANewExecutionAtOnceFollowOnePlan() throws Exception {
    int shards = 8;
    var _ = PlanFile.of(project, "").agree(plan(shards, 1), new Shard(1, shards), NOW);
    Path file = PlanFile.of(project, "").records(new Shard(1, shards)).resolveSibling("plan.json");
    Files.setLastModifiedTime(file, FileTime.from(NOW.minus(Duration.ofDays(3))));
    CountDownLatch all = new CountDownLatch(shards);
    List<Callable<ShardPlan>> agreeing = new ArrayList<>();
    for (int i = 1; i <= shards; i++) {
      int shard = i;
      agreeing.add(() -> {
        all.countDown();
        all.await();
        // Each would divide the suite in its own way.
        double[] seconds = new double[shards];
        Arrays.fill(seconds, 1);
        seconds[shard - 1] = 9;
        return PlanFile.of(project, "").agree(plan(shards, seconds), new Shard(shard, shards), NOW);
      });
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(shards)) {
      Set<String> plans = new HashSet<>();
      for (Future<ShardPlan> agreed : threads.invokeAll(agreeing)) {
        plans.add(agreed.get().fingerprint());
      }
      assertThat(plans).hasSize(1);
    }
  }

  @Test
  void anExecutionsNameCannotLeaveTheFolder() {
    assertThat(PlanFile.of(project, "../../x y").records(new Shard(1, 2)))
        .isEqualTo(project.resolve(".bootwitness/shards/x-y/shard-1-of-2.zip"));
  }
}
