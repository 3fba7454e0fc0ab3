package dev.bootwitness.report.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.record.SpecPart;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** The division of checks; {@link ShardPlanTest} has that of whole specs. */
class SuiteDivisionTest {

  private static SpecTimes divisible(double base, double... checks) {
    double sum = DoubleStream.of(checks).sum();
    return new SpecTimes(
        OptionalDouble.of(base + sum), base, DoubleStream.of(checks).boxed().toList());
  }

  private static SpecTimes whole(double seconds) {
    return SpecTimes.undivided(OptionalDouble.of(seconds));
  }

  private static ShardPlan plan(int count, SpecTimes... times) {
    return plan(count, List.of(times));
  }

  private static ShardPlan plan(int count, List<SpecTimes> times) {
    List<SuiteSpec> suite =
        IntStream.range(0, times.size())
            .mapToObj(i ->
                new SuiteSpec(
                    "s" + i,
                    IntStream.range(0, times.get(i).checks().size())
                        .mapToObj(c -> "c" + c)
                        .toList()))
            .toList();
    return ShardPlan.of(suite, times, count);
  }

  private static double seconds(SpecTimes times, ShardShare share) {
    return share.isWhole()
        ? times.whole().orElseThrow()
        : times.base() + share.checks().stream().mapToDouble(times.checks()::get).sum();
  }

  private static double makespan(ShardPlan plan, List<SpecTimes> times) {
    return plan.shards().stream()
        .mapToDouble(
            shares -> shares.stream().mapToDouble(s -> seconds(times.get(s.spec()), s)).sum())
        .max()
        .orElseThrow();
  }

  @Test
  void sixChecksOfOneSpecFallToThreeShards() {
    ShardPlan plan = plan(3, divisible(3, 5, 5, 5, 5, 5, 5));

    assertThat(plan.shards())
        .allSatisfy(shares ->
            assertThat(shares)
                .singleElement()
                .satisfies(share -> assertThat(share.checks()).hasSize(2)));
    assertThat(plan.part(plan.of(new Shard(2, 3)).getFirst()))
        .hasValueSatisfying(part -> {
          assertThat(part.words()).isEqualTo("part 2 of 3");
          assertThat(part.checks()).hasSize(2);
        });
  }

  @Test
  void aBootThatTakesLongerThanTheChecksIsNotDoneTwice() {
    // Divided: 101 s on each shard instead of 102.
    assertThat(plan(2, divisible(100, 1, 1)).shards())
        .isEqualTo(List.of(List.of(ShardShare.whole(0)), List.of()));
  }

  @Test
  void checksThatDependOnEachOtherStayTogether() {
    assertThat(plan(3, whole(100)).shards())
        .isEqualTo(List.of(List.of(ShardShare.whole(0)), List.of(), List.of()));
  }

  @Test
  void aSpecFillsTheRoomThatOthersLeave() {
    List<SpecTimes> times = List.of(divisible(10, 30, 30, 30), whole(40), whole(40));
    // Whole specs: 100 beside 80. Divided: 10 + 30 + 40 on one shard, more on the other.
    ShardPlan plan = plan(3, times);

    assertThat(makespan(plan, times)).isEqualTo(80);
  }

  @Test
  void theLongestCheckIsNotDivided() {
    List<SpecTimes> times = List.of(divisible(5, 60, 1, 1, 1));

    assertThat(makespan(plan(4, times), times)).isEqualTo(68); // 65 would be no twentieth less.
  }

  @RepeatedTest(200)
  void everyCheckFallsToOneShardAndDividingNeverTakesLonger(RepetitionInfo turn) {
    Random random = new Random(turn.getCurrentRepetition());
    int count = 1 + random.nextInt(8);
    List<SpecTimes> times = new ArrayList<>();
    for (int spec = 0; spec < 1 + random.nextInt(20); spec++) {
      double[] checks = random.doubles(1 + random.nextInt(12), 0, 60).toArray();
      times.add(
          switch (random.nextInt(4)) {
            case 0 -> SpecTimes.undivided(OptionalDouble.empty());
            case 1 -> whole(random.nextInt(200));
            default -> divisible(random.nextInt(40), checks);
          });
    }
    ShardPlan plan = plan(count, times);

    assertThat(plan.divides(plan.suite(), count)).isTrue();
    assertThat(plan.shards())
        .allSatisfy(shares ->
            assertThat(shares.stream().map(ShardShare::spec)).doesNotHaveDuplicates().isSorted());
    for (int spec = 0; spec < times.size(); spec++) {
      assertOnce(plan, spec);
    }
    assertThat(plan(count, times)).as("the same again").isEqualTo(plan);
    List<SpecTimes> known = known(times);
    List<SpecTimes> stiff = known.stream().map(t -> SpecTimes.undivided(t.whole())).toList();
    double longest = stiff.stream().mapToDouble(t -> t.whole().orElseThrow()).max().orElseThrow();
    double sum = stiff.stream().mapToDouble(t -> t.whole().orElseThrow()).sum();
    assertThat(makespan(plan, known))
        .isLessThanOrEqualTo(makespan(plan(count, stiff), stiff) + 1e-6)
        .isGreaterThanOrEqualTo(sum / count - 1e-6)
        // Graham's bound of list scheduling.
        .isLessThanOrEqualTo(sum / count + longest + 1e-6);
  }

  private static void assertOnce(ShardPlan plan, int spec) {
    List<ShardShare> shares =
        plan.shards().stream().flatMap(List::stream).filter(s -> s.spec() == spec).toList();
    if (shares.size() == 1 && shares.getFirst().isWhole()) {
      return;
    }
    List<Integer> checks = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    for (ShardShare share : shares) {
      SpecPart part = plan.part(share).orElseThrow();
      assertThat(part.parts()).isEqualTo(shares.size());
      assertThat(part.checks()).isNotEmpty().isSorted();
      numbers.add(part.number());
      checks.addAll(part.checks());
    }
    Collections.sort(checks);
    assertThat(checks).isEqualTo(all(plan.suite().get(spec).checks().size()));
    assertThat(numbers).isEqualTo(all(shares.size()).stream().map(i -> i + 1).toList());
  }

  private static List<Integer> all(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  /** With the average in place of what nobody knows. */
  private static List<SpecTimes> known(List<SpecTimes> times) {
    double average = times.stream().flatMapToDouble(t -> t.whole().stream()).average().orElse(60);
    return times.stream().map(t -> t.whole().isPresent() ? t : whole(average)).toList();
  }
}
