package dev.bootwitness.report.suite;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The division of a suite over shards by usual times.
 *
 * <p>First of whole specs: the longest first, each to the shard that has least to do (LPT: at most
 * 4/3 of the best makespan, R. L. Graham, "Bounds on Multiprocessing Timing Anomalies", 1969).
 * Then, if a spec's checks may be divided, the shortest time is sought in which all shards would
 * end if they were: specs that stay whole are dealt out as before, and a spec that does not fit
 * into the emptiest shard fills one shard after the other up to that time. Each of its parts costs
 * the spec's boot and login once more, and that counts. The second division is taken only if it is
 * shorter by more than usual times vary.
 */
final class SuiteDivision {

  /** What a spec without a history is thought to take when none has one. */
  private static final double UNKNOWN_SECONDS = 60;

  /** Usual times vary by about this much; less gain is not worth another machine. */
  private static final double WORTH_IT = 0.95;

  /** Halvings of the interval in which the shortest time lies: to a thousandth of it. */
  private static final int STEPS = 10;

  /** Sums of the same times in another order differ in the last digits. */
  private static final double ROUNDING = 1 + 1e-9;

  private final List<SpecTimes> times;
  private final double[] whole;
  private final int count;

  SuiteDivision(List<SpecTimes> times, int count) {
    this.times = List.copyOf(times);
    this.count = count;
    double average =
        times.stream()
            .map(SpecTimes::whole)
            .flatMapToDouble(OptionalDouble::stream)
            .average()
            .orElse(UNKNOWN_SECONDS);
    this.whole = times.stream().mapToDouble(spec -> spec.whole().orElse(average)).toArray();
  }

  /** For each shard its shares, by their specs' order. */
  List<List<ShardShare>> shares() {
    Deal best = wholeSpecs();
    double enough = best.makespan() * WORTH_IT;
    Optional<Deal> divided =
        times.stream().anyMatch(spec -> spec.checks().size() > 1) && count > 1
            ? divided(best.makespan())
            : Optional.empty();
    return divided.filter(deal -> deal.makespan() <= enough).orElse(best).sorted();
  }

  private Deal wholeSpecs() {
    Deal deal = new Deal();
    longestFirst(spec -> true).forEach(spec -> deal.give(deal.emptiest(), spec));
    return deal;
  }

  private Optional<Deal> divided(double most) {
    double low = IntStream.range(0, whole.length).mapToDouble(i -> whole[i]).sum() / count;
    double high = most;
    Optional<Deal> best = Optional.empty();
    for (int step = 0; step < STEPS && low < high; step++) {
      double limit = step == 0 ? low : (low + high) / 2;
      Optional<Deal> found = within(limit * ROUNDING);
      if (found.isPresent()) {
        best = found;
        high = Math.min(limit, found.get().makespan());
      } else {
        low = limit;
      }
    }
    return best;
  }

  /** A division in which every shard ends by then, if this way finds one. */
  private Optional<Deal> within(double limit) {
    Deal deal = new Deal();
    List<Integer> order = new ArrayList<>(longestFirst(spec -> !isDivisible(spec)));
    order.addAll(longestFirst(this::isDivisible));
    for (int spec : order) {
      int emptiest = deal.emptiest();
      if (deal.load[emptiest] + whole[spec] <= limit) {
        deal.give(emptiest, spec);
      } else if (!isDivisible(spec) || !deal.divide(spec, limit)) {
        return Optional.empty();
      }
    }
    return Optional.of(deal);
  }

  private boolean isDivisible(int spec) {
    return times.get(spec).checks().size() > 1;
  }

  private List<Integer> longestFirst(IntPredicate which) {
    return IntStream.range(0, whole.length)
        .filter(which)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer spec) -> -whole[spec]))
        .toList();
  }

  /** Who does what, and how long that takes. */
  private final class Deal {
    private final double[] load = new double[count];
    private final List<List<ShardShare>> shards =
        IntStream.range(0, count).<List<ShardShare>>mapToObj(i -> new ArrayList<>()).toList();

    int emptiest() {
      return emptiest(Set.of());
    }

    private int emptiest(Set<Integer> except) {
      return IntStream.range(0, count)
          .boxed()
          .filter(shard -> !except.contains(shard))
          .min(Comparator.comparingDouble(shard -> load[shard]))
          .orElse(-1);
    }

    void give(int shard, int spec) {
      load[shard] += whole[spec];
      shards.get(shard).add(ShardShare.whole(spec));
    }

    /** Fills one shard after the other, the emptiest first; false if some checks fit into none. */
    boolean divide(int spec, double limit) {
      SpecTimes seconds = times.get(spec);
      List<Integer> left =
          new ArrayList<>(
              IntStream.range(0, seconds.checks().size())
                  .boxed()
                  .sorted(Comparator.comparingDouble((Integer i) -> -seconds.checks().get(i)))
                  .toList());
      Set<Integer> full = new HashSet<>();
      while (!left.isEmpty()) {
        int shard = emptiest(full);
        if (shard < 0) {
          return false;
        }
        full.add(shard);
        List<Integer> taken = new ArrayList<>();
        double until = load[shard] + seconds.base();
        for (int check : left) {
          if (until + seconds.checks().get(check) <= limit) {
            until += seconds.checks().get(check);
            taken.add(check);
          }
        }
        if (!taken.isEmpty()) {
          load[shard] = until;
          left.removeAll(taken);
          shards.get(shard).add(new ShardShare(spec, taken));
        }
      }
      return true;
    }

    double makespan() {
      double longest = 0;
      for (double one : load) {
        longest = Math.max(longest, one);
      }
      return longest;
    }

    List<List<ShardShare>> sorted() {
      shards.forEach(shares -> Collections.sort(shares, Comparator.comparingInt(ShardShare::spec)));
      return shards;
    }
  }
}
