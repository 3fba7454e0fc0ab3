package dev.bootwitness.report.history;

import dev.bootwitness.diagnosis.facts.RunTiming;
import dev.bootwitness.record.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;

/**
 * How a spec's runs developed.
 *
 * @param name the spec's
 * @param runs how many there are, and how many of them passed
 * @param kinds the times, for each accelerator and way to start
 * @param flakes of each check
 */
public record Trend(String name, int runs, int passed, List<Kind> kinds, List<Flake> flakes) {

  public Trend {
    kinds = List.copyOf(kinds);
    flakes = List.copyOf(flakes);
  }

  /**
   * The times of passing runs of one accelerator and way to start.
   *
   * @param ids of the runs, oldest first
   * @param began of each, UTC in ISO 8601
   */
  public record Kind(
      String accelerator, String start, List<String> ids, List<String> began, List<Series> series) {
    public Kind {
      ids = List.copyOf(ids);
      began = List.copyOf(began);
      series = List.copyOf(series);
    }
  }

  /**
   * One time in each run.
   *
   * @param part {@code run}, {@code phase}, {@code stage} or {@code check}
   * @param seconds one a run; NaN where the run had no such part
   */
  public record Series(String part, String name, List<Double> seconds) {
    public Series {
      seconds = List.copyOf(seconds);
    }

    /** The times there are. */
    public double[] known() {
      return seconds.stream().mapToDouble(s -> s).filter(s -> !Double.isNaN(s)).toArray();
    }

    /** The median of all runs except the last; empty when there are none. */
    public OptionalDouble usual() {
      double[] before = before();
      return before.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(Noise.median(before));
    }

    /**
     * Whether the last run took longer than the noise of the runs before it allows; as in a
     * verdict, never true of times that caches and other runs determine.
     */
    public boolean slower() {
      if (part.equals("run") || (part.equals("phase") && !RunTiming.mayBeSlow(name))) {
        return false;
      }
      double[] before = before();
      double last = seconds.isEmpty() ? Double.NaN : seconds.getLast();
      return before.length >= Baselines.FEWEST_RUNS && last > Noise.most(before);
    }

    private double[] before() {
      return seconds.stream()
          .limit(Math.max(0, seconds.size() - 1))
          .mapToDouble(s -> s)
          .filter(s -> !Double.isNaN(s))
          .toArray();
    }
  }

  /**
   * How a check behaved. A failure is a flake when the same check held in another run of the same
   * image on the same accelerator, asked and prepared in the same way (its basis): then no change
   * explains the difference.
   *
   * @param ran how often it was tried
   * @param failed how often it did not hold
   * @param flaked how many of these were flakes
   */
  public record Flake(String check, int ran, int failed, int flaked) {
    /** Flakes among all tries. */
    public double rate() {
      return ran == 0 ? 0 : (double) flaked / ran;
    }
  }

  /**
   * The trend of some runs.
   *
   * @param runs of one spec, oldest first
   * @param most how many of each kind are shown, the newest
   */
  public static Trend of(String name, List<LedgerEntry> runs, int most) {
    Map<List<String>, List<LedgerEntry>> kinds = new LinkedHashMap<>();
    for (LedgerEntry run : runs) {
      // The times of a part of the checks are no times of the spec.
      if (run.outcome() == Outcome.PASSED && run.whole()) {
        kinds
            .computeIfAbsent(List.of(run.accelerator(), run.start()), _ -> new ArrayList<>())
            .add(run);
      }
    }
    long passed = runs.stream().filter(run -> run.outcome() == Outcome.PASSED).count();
    return new Trend(
        name,
        runs.size(),
        (int) passed,
        kinds.values().stream()
            .map(all -> kind(all.subList(Math.max(0, all.size() - most), all.size())))
            .toList(),
        flakes(runs));
  }

  private static Kind kind(List<LedgerEntry> runs) {
    List<Series> series = new ArrayList<>();
    series.add(new Series("run", "whole run", runs.stream().map(LedgerEntry::seconds).toList()));
    names(runs, LedgerEntry::phases)
        .forEach(name -> series.add(series("phase", name, runs, run -> run.phase(name))));
    names(runs, LedgerEntry::stages)
        .forEach(name -> series.add(series("stage", name, runs, run -> run.stage(name))));
    return new Kind(
        runs.getLast().accelerator(),
        runs.getLast().start(),
        runs.stream().map(LedgerEntry::run).toList(),
        runs.stream().map(LedgerEntry::began).toList(),
        series);
  }

  private static Set<String> names(
      List<LedgerEntry> runs, Function<LedgerEntry, List<LedgerEntry.Time>> times) {
    Set<String> names = new LinkedHashSet<>();
    runs.forEach(run -> times.apply(run).forEach(time -> names.add(time.name())));
    return names;
  }

  private static Series series(
      String part,
      String name,
      List<LedgerEntry> runs,
      Function<LedgerEntry, OptionalDouble> time) {
    return new Series(
        part, name, runs.stream().map(run -> time.apply(run).orElse(Double.NaN)).toList());
  }

  private static List<Flake> flakes(List<LedgerEntry> runs) {
    Set<String> checks = new LinkedHashSet<>();
    runs.forEach(run -> run.checks().forEach(check -> checks.add(check.name())));
    return checks.stream()
        .map(check -> flake(check, runs))
        .filter(flake -> flake.ran() > 0)
        .toList();
  }

  private static Flake flake(String name, List<LedgerEntry> runs) {
    Set<List<String>> held = new LinkedHashSet<>();
    List<List<String>> failed = new ArrayList<>();
    int ran = 0;
    for (LedgerEntry run : runs) {
      Optional<LedgerEntry.Check> check = run.check(name).filter(LedgerEntry.Check::ran);
      if (check.isEmpty()) {
        continue;
      }
      ran++;
      List<String> same = List.of(run.image(), run.accelerator(), check.get().basis());
      if (check.get().passed()) {
        held.add(same);
      } else {
        failed.add(same);
      }
    }
    long flaked =
        failed.stream().filter(same -> !same.getFirst().isEmpty() && held.contains(same)).count();
    return new Flake(name, ran, failed.size(), (int) flaked);
  }
}
