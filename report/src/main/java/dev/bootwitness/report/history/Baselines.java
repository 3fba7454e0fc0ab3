package dev.bootwitness.report.history;

import dev.bootwitness.record.Outcome;
import dev.bootwitness.record.Usual;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/** How long a spec's passing runs usually take, for each accelerator and way to start. */
public final class Baselines {
  /**
   * How many passing runs count: an image that became permanently slower is usual after half of
   * them.
   */
  static final int MOST_RUNS = 10;

  /** The number of runs from which the unusual can be recognised. */
  static final int FEWEST_RUNS = 3;

  private Baselines() {}

  /**
   * The usual times.
   *
   * @param runs of one spec, oldest first
   */
  public static List<Usual> of(List<LedgerEntry> runs) {
    Map<List<String>, List<LedgerEntry>> kinds = new LinkedHashMap<>();
    for (LedgerEntry run : runs) {
      if (run.outcome() == Outcome.PASSED) {
        kinds
            .computeIfAbsent(List.of(run.accelerator(), run.start()), _ -> new ArrayList<>())
            .add(run);
      }
    }
    return kinds.values().stream().map(Baselines::usual).toList();
  }

  private static Usual usual(List<LedgerEntry> runs) {
    List<LedgerEntry> last = runs.subList(Math.max(0, runs.size() - MOST_RUNS), runs.size());
    LedgerEntry latest = last.getLast();
    return new Usual(
        latest.accelerator(),
        latest.start(),
        last.size(),
        latest.run(),
        times(last, LedgerEntry::phases, Baselines::phase),
        times(last, LedgerEntry::stages, LedgerEntry::stage));
  }

  /** A build from the cache is not a build, and some of the checks do not take the time of all. */
  private static OptionalDouble phase(LedgerEntry run, String name) {
    boolean other =
        (name.startsWith("build") && !run.built()) || (name.equals("check") && !run.whole());
    return other ? OptionalDouble.empty() : run.phase(name);
  }

  private static List<Usual.Time> times(
      List<LedgerEntry> runs,
      Function<LedgerEntry, List<LedgerEntry.Time>> all,
      BiFunction<LedgerEntry, String, OptionalDouble> one) {
    Set<String> names = new LinkedHashSet<>();
    runs.forEach(run -> all.apply(run).forEach(time -> names.add(time.name())));
    List<Usual.Time> times = new ArrayList<>();
    for (String name : names) {
      double[] seconds =
          runs.stream()
              .map(run -> one.apply(run, name))
              .flatMapToDouble(OptionalDouble::stream)
              .toArray();
      if (seconds.length > 0) {
        times.add(
            new Usual.Time(
                name,
                Noise.median(seconds),
                seconds.length < FEWEST_RUNS ? null : Noise.most(seconds)));
      }
    }
    return times;
  }
}
