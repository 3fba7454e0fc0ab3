package dev.bootwitness.report.suite;

import dev.bootwitness.record.Event;
import dev.bootwitness.record.SpecPart;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which check of the spec each event of a part's run belongs to: its checks come in their order,
 * and one that was skipped has no beginning. Not thread-safe.
 */
final class CheckPlaces {

  private final List<Integer> checks;
  private int next;
  private boolean open;

  /** The phase of the checks has begun and not ended. */
  private boolean within;

  /** The other phases that have begun and not ended. */
  private final Set<String> phases = new HashSet<>();

  CheckPlaces(SpecPart part) {
    this.checks = part.checks();
  }

  /** Whether the event begins what the record has of a check. */
  boolean begins(Event event) {
    return next < checks.size()
        && (event instanceof Event.CheckStarted || (event instanceof Event.CheckEnded && !open));
  }

  /** The position in the spec of the check that begins, or has begun. */
  int place() {
    return checks.get(next);
  }

  /** Whether a check has begun and not ended. */
  boolean isOpen() {
    return open;
  }

  /** Takes note of an event. */
  void passed(Event event) {
    if (event instanceof Event.PhaseStarted(String phase) && phase.equals("check")) {
      within = true;
    } else if (event instanceof Event.PhaseEnded ended && ended.phase().equals("check")) {
      within = false;
    } else if (event instanceof Event.PhaseStarted(String phase)) {
      phases.add(phase);
    } else if (event instanceof Event.PhaseEnded ended) {
      phases.remove(ended.phase());
    } else if (event instanceof Event.CheckStarted) {
      open = true;
    } else if (event instanceof Event.CheckEnded) {
      open = false;
      next++;
    }
  }

  /**
   * Whether the event ends all checks. A phase within theirs does not: somebody has asked for
   * evidence. Nor does one within another: a boot that failed keeps its evidence before it ends.
   */
  boolean ends(Event event) {
    return switch (event) {
      case Event.PhaseEnded ended -> ended.phase().equals("check");
      case Event.PhaseStarted _ -> !within && phases.isEmpty();
      case Event.VerdictReached _, Event.UsageMeasured _, Event.RunEnded _ -> true;
      default -> false;
    };
  }
}
