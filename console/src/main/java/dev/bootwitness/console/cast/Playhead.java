package dev.bootwitness.console.cast;

import java.util.List;

/**
 * The position of a replay: which output is next, and when it is due.
 *
 * <p>Pure: time is passed in, and no method waits. A recorded input is a gate: the output after it
 * comes only after somebody has typed as many times, and with the recorded delay. So a replay
 * responds to its operator and not only to the clock. Not thread-safe.
 */
final class Playhead {

  /** What to do next. */
  sealed interface Next {
    /** At {@code due} this is printed. */
    record Print(long due, String text) implements Next {}

    /** The console ends at {@code due}. */
    record End(long due, String reason) implements Next {}

    /** Nothing until somebody types; nothing ever, if the recording breaks off there. */
    record Silence() implements Next {}
  }

  private final List<CastEvent> events;
  private int index;
  private int unclaimed;

  /** The offset from a recorded time to a time of the replay. */
  private long shift;

  /** A replay that begins at {@code now}. */
  Playhead(Cast cast, long now) {
    this.events = cast.events();
    this.shift = now;
    pass(now);
  }

  Next next() {
    if (index == events.size()) {
      return new Next.Silence();
    }
    return switch (events.get(index)) {
      case CastEvent.Output(long nanos, String text) -> new Next.Print(nanos + shift, text);
      case CastEvent.Closed(long nanos, String reason) -> new Next.End(nanos + shift, reason);
      case CastEvent.Input _ -> new Next.Silence();
    };
  }

  /** The output that {@link #next} returned was printed. */
  void printed(long now) {
    index++;
    pass(now);
  }

  /** Somebody typed at {@code now}. */
  void typed(long now) {
    unclaimed++;
    pass(now);
  }

  /** Passes the gates for which somebody has already typed. */
  private void pass(long now) {
    while (unclaimed > 0
        && index < events.size()
        && events.get(index) instanceof CastEvent.Input input) {
      unclaimed--;
      shift = now - input.nanos();
      index++;
    }
  }
}
