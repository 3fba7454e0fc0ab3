package dev.bootwitness.report.diff;

import dev.bootwitness.record.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Converts times of one run into times of another: between two stages that both reached, time is
 * stretched, so that a slower host does not shift anything.
 */
final class Clock {
  private record Pair(double from, double to) {}

  private final List<Pair> pairs = new ArrayList<>();

  Clock(Map<Stage, Double> from, Map<Stage, Double> to) {
    pairs.add(new Pair(0, 0));
    for (Stage stage : Stage.values()) {
      Double a = from.get(stage);
      Double b = to.get(stage);
      Pair last = pairs.getLast();
      if (a != null && b != null && a > last.from && b >= last.to) {
        pairs.add(new Pair(a, b));
      }
    }
  }

  double of(double at) {
    Pair before = pairs.getFirst();
    for (Pair pair : pairs) {
      if (pair.from > at) {
        double share = (at - before.from) / (pair.from - before.from);
        return before.to + share * (pair.to - before.to);
      }
      before = pair;
    }
    return before.to + (at - before.from);
  }
}
