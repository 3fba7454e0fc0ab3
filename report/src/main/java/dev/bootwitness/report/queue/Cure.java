package dev.bootwitness.report.queue;

import dev.bootwitness.record.CheckResult;
import dev.bootwitness.record.Outcome;
import dev.bootwitness.record.Verdict;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Determines whether a run shows that a problem is gone: it is a later run of the same spec without
 * the problem, and it went beyond the point where the problem stopped the other run.
 *
 * <p>Going beyond the point means that the run passed, or that the checks that had failed now hold,
 * or, when no check had failed, that it reached a later stage. A run that started from a checkpoint
 * did not boot, so about a boot it only shows what was true when the checkpoint was made.
 */
final class Cure {
  private Cure() {}

  /**
   * How it shows, in words.
   *
   * @param present fingerprints of what the run has
   * @param lastSeen id of the run that had it last
   */
  static Optional<String> shownBy(
      Verdict verdict, String run, Problem problem, Set<String> present, String lastSeen) {
    if (present.contains(problem.id()) || stamp(run).compareTo(stamp(lastSeen)) <= 0) {
      return Optional.empty();
    }
    Set<String> held =
        verdict.checks().stream()
            .filter(CheckResult::passed)
            .map(check -> Problem.check(check.name()))
            .collect(Collectors.toSet());
    if (!problem.checks().isEmpty() && held.containsAll(problem.checks())) {
      return Optional.of(problem.checks().size() == 1 ? "the check holds" : "the checks hold");
    }
    String inherited = verdict.inheritedFrom();
    if (inherited != null
        && problem.checks().isEmpty()
        && stamp(inherited).compareTo(stamp(lastSeen)) <= 0) {
      return Optional.empty();
    }
    if (verdict.outcome() == Outcome.PASSED) {
      return Optional.of("the run passed");
    }
    boolean beyond = problem.checks().isEmpty() && verdict.stage().compareTo(problem.stage()) > 0;
    return beyond
        ? Optional.of("the run got beyond it, to stage " + verdict.stage().id())
        : Optional.empty();
  }

  /** A run's id begins with its time, which sorts. */
  private static String stamp(String run) {
    return run.substring(0, Math.min(run.length(), "2026-11-25T15-54-30Z".length()));
  }
}
