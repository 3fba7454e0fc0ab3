package dev.bootwitness.console.cast;

import java.util.List;

/**
 * Where a replay stands: which output is next, and when it is due.
 *
 * <p>Pure: time comes in, nothing is waited for. A recorded input is a gate: what the guest printed
 * after it comes only after somebody has typed as often, as long after that as it was recorded. So
 * a replay answers its operator and not the clock alone. Not thread-safe.
 */
final class Playhead {

  /** What to do next. */
  sealed interface Next {
    /** At {@code due} this is printed. */
    record Print(long due, String text) implements Next {}

    /** The console ends at {@code due}. */
    record End(long due, String reason) implements Next {}

    /** Nothing before somebody types; nothing ever, if that is where the recording breaks off. */
    record Silence() implements Next {}
  }

  private final List<CastEvent> events;
  private int index;
  private int unclaimed;

  /** What a recorded time has to be increased by to be a time of the replay. */
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

  /** The output that {@link #next} told was printed. */
  void printed(long now) {
    index++;
    pass(now);
  }

  /** Somebody typed at {@code now}. */
  void typed(long now) {
    unclaimed++;
    pass(now);
  }

  /** Goes through the gates for which somebody has typed already. */
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
