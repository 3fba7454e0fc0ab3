package dev.bootwitness.report.suite;

import dev.bootwitness.record.Event;
import dev.bootwitness.record.SpecPart;
import java.util.List;

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
    } else if (event instanceof Event.CheckStarted) {
      open = true;
    } else if (event instanceof Event.CheckEnded) {
      open = false;
      next++;
    }
  }

  /**
   * Whether the event ends all checks. A phase within theirs does not: somebody has asked for
   * evidence.
   */
  boolean ends(Event event) {
    return switch (event) {
      case Event.PhaseEnded ended -> ended.phase().equals("check");
      case Event.PhaseStarted _ -> !within;
      case Event.VerdictReached _, Event.UsageMeasured _, Event.RunEnded _ -> true;
      default -> false;
    };
  }
}
