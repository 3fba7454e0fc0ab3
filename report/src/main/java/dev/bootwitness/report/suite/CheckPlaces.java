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
    if (event instanceof Event.CheckStarted) {
      open = true;
    } else if (event instanceof Event.CheckEnded) {
      open = false;
      next++;
    }
  }

  /** Whether the event ends all checks. */
  static boolean ends(Event event) {
    return switch (event) {
      case Event.PhaseEnded ended -> ended.phase().equals("check");
      case Event.PhaseStarted _, Event.VerdictReached _, Event.UsageMeasured _, Event.RunEnded _ ->
          true;
      default -> false;
    };
  }
}
