package dev.bootwitness.gallery;

import dev.bootwitness.record.Event;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.StampedEvent;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * How long a verdict took.
 *
 * @param fromEvidence seconds from the moment its evidence was there: the console line it quotes,
 *     else the moment its finding names
 * @param fromLast seconds from the last that guest or machine showed before it. A fault that a boot
 *     survives is judged when the login and the checks are over, and a loader that waits ten
 *     seconds before it gives up has not given up before; then this is what we have taken
 */
record Latency(OptionalDouble fromEvidence, OptionalDouble fromLast) {

  private static final Latency NONE = new Latency(OptionalDouble.empty(), OptionalDouble.empty());

  /** Nothing when nothing was blamed. */
  static Latency of(List<StampedEvent> events) {
    for (StampedEvent stamped : events) {
      if (stamped.event() instanceof Event.VerdictReached(var verdict)) {
        Finding primary = verdict.primary();
        return primary == null
            ? NONE
            : new Latency(
                until(stamped, evidence(events, primary)), until(stamped, last(events, stamped)));
      }
    }
    return NONE;
  }

  private static OptionalDouble until(StampedEvent verdict, OptionalDouble since) {
    return since.stream().map(at -> (verdict.nanos() - at) / 1e9).findFirst();
  }

  private static OptionalDouble last(List<StampedEvent> events, StampedEvent verdict) {
    OptionalDouble last = OptionalDouble.empty();
    boolean asking = false;
    for (StampedEvent stamped : events) {
      if (stamped.seq() == verdict.seq()) {
        break;
      }
      asking =
          switch (stamped.event()) {
            case Event.PhaseStarted(var phase) -> asking || phase.equals("evidence");
            case Event.PhaseEnded ended -> asking && !ended.phase().equals("evidence");
            default -> asking;
          };
      if (!asking && isShown(stamped)) {
        last = OptionalDouble.of((double) stamped.nanos());
      }
    }
    return last;
  }

  /** Looks that found what the look before had found are none of it. */
  private static boolean isShown(StampedEvent stamped) {
    return switch (stamped.event()) {
      case Event.ConsoleLine _,
          Event.StageReached _,
          Event.MachineSignal _,
          Event.MachineExited _,
          Event.CommandRan _,
          Event.LoginStep _ ->
          true;
      case Event.ScreenSeen seen -> seen.unchanged() == 0;
      default -> false;
    };
  }

  /** Nanoseconds since the run began. */
  private static OptionalDouble evidence(List<StampedEvent> events, Finding primary) {
    String quote = primary.quote().lines().findFirst().orElse("");
    Long number = primary.line();
    OptionalDouble line =
        events.stream()
            .filter(stamped ->
                stamped.event() instanceof Event.ConsoleLine said
                    && (number == null
                        ? !quote.isEmpty() && said.text().contains(quote)
                        : said.line() == number))
            .mapToDouble(StampedEvent::nanos)
            .reduce((_, last) -> last);
    Double at = primary.at();
    return line.isPresent() || at == null
        ? line
        : events.stream()
            .filter(stamped -> stamped.event() instanceof Event.PoweredOn)
            .mapToDouble(StampedEvent::nanos)
            .map(on -> on + Objects.requireNonNull(at) * 1e9)
            .findFirst();
  }
}
