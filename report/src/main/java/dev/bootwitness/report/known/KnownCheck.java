package dev.bootwitness.report.known;

import dev.bootwitness.diagnosis.known.KnownEntry;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Outcome;
import dev.bootwitness.report.history.LedgerEntry;
import dev.bootwitness.report.known.KnownState.State;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares the failures that are known with the runs of a project. Pure. */
public final class KnownCheck {

  /** Fewer passing runs in a row prove nothing, even of a failure that came every time. */
  private static final int FEWEST_PASSES = 3;

  /** A failure is cured if its absence would be chance in one case of twenty. */
  private static final double CHANCE = 0.05;

  private KnownCheck() {}

  /**
   * The state of each entry, in the order of the file.
   *
   * @param history all runs of the project, oldest first
   * @param runs how many of the last runs that an entry is about are looked at
   */
  public static List<KnownState> of(
      List<KnownEntry> entries, List<LedgerEntry> history, int runs, LocalDate today) {
    return entries.stream().map(entry -> state(entry, history, runs, today)).toList();
  }

  private static KnownState state(
      KnownEntry entry, List<LedgerEntry> history, int most, LocalDate today) {
    List<LedgerEntry> concerned =
        history.stream()
            .filter(run -> run.outcome() != Outcome.INTERRUPTED)
            .filter(run -> entry.concerns(run.name(), run.architecture()))
            .toList();
    List<LedgerEntry> looked =
        concerned.subList(Math.max(0, concerned.size() - most), concerned.size());
    List<Integer> matches = new ArrayList<>();
    for (int i = 0; i < looked.size(); i++) {
      if (failedWith(entry, looked.get(i))) {
        matches.add(i);
      }
    }
    if (matches.isEmpty()) {
      State state =
          entry.expired(today) ? State.EXPIRED : looked.size() < most ? State.UNTRIED : State.NEVER;
      return new KnownState(entry, state, looked.size(), 0, null, 0);
    }
    int last = matches.getLast();
    Set<String> struck =
        matches.stream().map(i -> looked.get(i).name()).collect(Collectors.toSet());
    int passed = passed(looked.subList(last + 1, looked.size()), struck);
    int before = of(looked.subList(matches.getFirst(), last + 1), struck);
    State state =
        entry.expired(today)
            ? State.EXPIRED
            : passed >= needed(matches.size(), before) ? State.CURED : State.ACTIVE;
    return new KnownState(entry, state, looked.size(), matches.size(), looked.get(last), passed);
  }

  private static int of(List<LedgerEntry> runs, Set<String> specs) {
    return (int) runs.stream().filter(run -> specs.contains(run.name())).count();
  }

  private static int passed(List<LedgerEntry> runs, Set<String> specs) {
    return (int)
        runs.stream()
            .filter(run -> specs.contains(run.name()) && run.outcome() == Outcome.PASSED)
            .count();
  }

  /**
   * How many runs must pass in a row. If a failure came in a share of the runs between its first
   * and its last, that many passes would come by chance with a probability of {@value #CHANCE}.
   */
  static int needed(int matches, int runs) {
    double share = (double) matches / runs;
    return share >= 1
        ? FEWEST_PASSES
        : Math.max(FEWEST_PASSES, (int) Math.ceil(Math.log(CHANCE) / Math.log(1 - share)));
  }

  /** A run says which entry it matched. One before the entry was written is compared with it. */
  private static boolean failedWith(KnownEntry entry, LedgerEntry run) {
    if (run.outcome() == Outcome.PASSED || !run.cause().equals(entry.cause())) {
      return false;
    }
    return run.known().equals(entry.ticket())
        || entry.matches(
            new Finding(
                run.cause(), "", run.detail(), run.subject(), "", null, null, null, "", "", null),
            run.name(),
            run.architecture());
  }
}
