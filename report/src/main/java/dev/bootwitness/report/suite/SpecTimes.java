package dev.bootwitness.report.suite;

import dev.bootwitness.report.history.LedgerEntry;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * How long a spec usually takes, in seconds.
 *
 * @param whole with all its checks; empty when that is not known
 * @param base what each part takes whatever it checks: host, image, boot or restore, login, the end
 * @param checks each of them; empty when they cannot be divided, or their times are not known
 */
public record SpecTimes(OptionalDouble whole, double base, List<Double> checks) {

  public SpecTimes {
    checks = List.copyOf(checks);
  }

  /** The times of a spec whose checks stay together. */
  public static SpecTimes undivided(OptionalDouble whole) {
    return new SpecTimes(whole, 0, List.of());
  }

  /**
   * The medians of a spec's last runs, whatever their outcome: a failing spec takes its time too.
   *
   * <p>A run that had only a part of the checks tells as much about a check, and about what comes
   * before and after all checks, as one that had all. A check that has never run is taken for an
   * average one of its spec.
   *
   * @param runs of the spec
   * @param checks the names of its checks, if they may be divided; else empty
   */
  public static SpecTimes of(List<LedgerEntry> runs, List<String> checks) {
    OptionalDouble whole =
        median(runs.stream().filter(LedgerEntry::whole).mapToDouble(LedgerEntry::seconds));
    List<LedgerEntry> checking =
        runs.stream()
            .filter(run -> run.checks().stream().anyMatch(LedgerEntry.Check::ran))
            .toList();
    if (checks.isEmpty() || checking.isEmpty()) {
      return undivided(whole);
    }
    double base =
        median(checking.stream().mapToDouble(run -> Math.max(0, run.seconds() - ran(run).sum())))
            .orElseThrow();
    List<OptionalDouble> known =
        checks.stream()
            .map(check ->
                median(
                    checking.stream()
                        .flatMapToDouble(run ->
                            run.checks().stream()
                                .filter(c -> c.ran() && c.name().equals(check))
                                .mapToDouble(LedgerEntry.Check::seconds))))
            .toList();
    double average = known.stream().flatMapToDouble(OptionalDouble::stream).average().orElse(0);
    List<Double> each = known.stream().map(seconds -> seconds.orElse(average)).toList();
    double sum = each.stream().mapToDouble(seconds -> seconds).sum();
    return new SpecTimes(OptionalDouble.of(base + sum), base, each);
  }

  private static DoubleStream ran(LedgerEntry run) {
    return run.checks().stream()
        .filter(LedgerEntry.Check::ran)
        .mapToDouble(LedgerEntry.Check::seconds);
  }

  private static OptionalDouble median(DoubleStream times) {
    double[] sorted = times.sorted().toArray();
    return sorted.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(sorted[sorted.length / 2]);
  }
}
