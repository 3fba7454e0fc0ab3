package dev.bootwitness.gallery;

import dev.bootwitness.record.Event;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.StampedEvent;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * How long a verdict took from the moment its evidence was there: the console line it quotes, else
 * the moment its finding names.
 */
final class Latency {

  private Latency() {}

  /** Seconds; empty when nothing was blamed or nothing says when the evidence was there. */
  static OptionalDouble of(List<StampedEvent> events) {
    for (StampedEvent stamped : events) {
      if (stamped.event() instanceof Event.VerdictReached(var verdict)) {
        Finding primary = verdict.primary();
        return primary == null
            ? OptionalDouble.empty()
            : evidence(events, primary).stream()
                .map(at -> (stamped.nanos() - at) / 1e9)
                .findFirst();
      }
    }
    return OptionalDouble.empty();
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
