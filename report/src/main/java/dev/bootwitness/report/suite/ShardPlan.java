package dev.bootwitness.report.suite;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Which specs of a suite each shard runs.
 *
 * @param suite the names of all specs, in order
 * @param shards for each shard the positions of its specs in {@code suite}, in order
 */
public record ShardPlan(List<String> suite, List<List<Integer>> shards) {

  /** What a spec without a history is thought to take when none has one. */
  private static final double UNKNOWN_SECONDS = 60;

  public ShardPlan {
    suite = List.copyOf(suite);
    shards = shards.stream().map(List::copyOf).toList();
  }

  /**
   * Divides a suite so that the shards take about the same time: the longest spec first, each to
   * the shard that has least to do (LPT: at most 4/3 of the best makespan, R. L. Graham, "Bounds on
   * Multiprocessing Timing Anomalies", 1969).
   *
   * @param usual how long each spec usually takes; a spec that has never run is taken for an
   *     average one
   * @param count of the shards
   */
  public static ShardPlan of(List<String> suite, List<OptionalDouble> usual, int count) {
    double average =
        usual.stream()
            .filter(OptionalDouble::isPresent)
            .mapToDouble(OptionalDouble::getAsDouble)
            .average()
            .orElse(UNKNOWN_SECONDS);
    double[] seconds = usual.stream().mapToDouble(known -> known.orElse(average)).toArray();
    double[] load = new double[count];
    List<List<Integer>> shards =
        IntStream.range(0, count).<List<Integer>>mapToObj(i -> new ArrayList<>()).toList();
    IntStream.range(0, seconds.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer spec) -> -seconds[spec]))
        .forEach(spec -> {
          int least =
              IntStream.range(0, count)
                  .boxed()
                  .min(Comparator.comparingDouble(shard -> load[shard]))
                  .orElseThrow();
          load[least] += seconds[spec];
          shards.get(least).add(spec);
        });
    return new ShardPlan(
        suite, shards.stream().map(specs -> specs.stream().sorted().toList()).toList());
  }

  /** The positions of a shard's specs in the suite. */
  public List<Integer> of(Shard shard) {
    return shards.get(shard.index() - 1);
  }

  /** Whether it divides this suite into so many shards. */
  boolean divides(List<String> specs, int count) {
    return suite.equals(specs)
        && shards.size() == count
        && shards.stream()
            .flatMap(List::stream)
            .sorted()
            .toList()
            .equals(IntStream.range(0, suite.size()).boxed().toList());
  }
}
