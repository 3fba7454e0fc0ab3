package dev.bootwitness.report.suite;

import dev.bootwitness.record.Event;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Outcome;
import dev.bootwitness.record.RecordGaps;
import dev.bootwitness.record.RecordReader;
import dev.bootwitness.record.StampedEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a part's record has of one check, to be put into the joined record: its commands, its result
 * and its findings. The console of another machine stays in that part's own record.
 *
 * @param events with the nanoseconds since the check began
 */
record CheckWindow(List<Timed> events) {

  /** An event of the check. */
  record Timed(long nanos, Event event) {}

  /** How long it took. */
  long nanos() {
    return events.isEmpty() ? 0 : events.getLast().nanos();
  }

  /**
   * All of a part.
   *
   * @param windows by the checks' positions in the spec
   * @param lost what the part's record has lost, a sentence each
   */
  record All(Map<Integer, CheckWindow> windows, List<String> lost) {

    /** Whether a check's window has a finding of the guest. */
    boolean have(Finding finding) {
      return windows.values().stream()
          .flatMap(window -> window.events().stream())
          .anyMatch(timed ->
              timed.event() instanceof Event.FindingMade(Finding its)
                  && its.channel().equals("guest")
                  && its.cause().equals(finding.cause())
                  && its.subject().equals(finding.subject()));
    }
  }

  /** What a part's record has of its checks. */
  static All of(JoinedPart part) throws IOException {
    Reading reading = new Reading(part);
    RecordGaps gaps = new RecordReader(part.record()).read(reading::accept);
    Map<Integer, CheckWindow> windows = new TreeMap<>();
    reading.found.forEach((check, events) -> windows.put(check, new CheckWindow(events)));
    return new All(windows, gaps.sentences());
  }

  private static final class Reading {
    private final JoinedPart part;
    private final Map<Integer, List<Timed>> found = new TreeMap<>();
    private final CheckPlaces places;
    private List<Timed> current = new ArrayList<>();
    private long began;
    private boolean within;

    Reading(JoinedPart part) {
      this.part = part;
      this.places = new CheckPlaces(part.part());
    }

    void accept(StampedEvent stamped) {
      if (places.begins(stamped.event())) {
        current = new ArrayList<>();
        began = stamped.nanos();
        within = true;
        found.put(places.place(), current);
      }
      within &= !places.ends(stamped.event());
      places.passed(stamped.event());
      if (within) {
        Event event = kept(stamped.event());
        if (event != null) {
          current.add(new Timed(stamped.nanos() - began, event));
        }
      }
    }

    private @Nullable Event kept(Event event) {
      return switch (event) {
        case Event.CheckStarted _, Event.Awaiting _, Event.CommandRan _, Event.CheckEnded _ ->
            event;
        case Event.FindingMade(Finding finding) when finding.channel().equals("guest") -> event;
        case Event.FindingMade(Finding finding) when part.verdict().outcome() != Outcome.PASSED ->
            new Event.FindingMade(elsewhere(finding, part));
        default -> null;
      };
    }
  }

  /** A finding whose line is in another part's console. */
  static Finding elsewhere(Finding finding, JoinedPart part) {
    return finding
        .withPlace(null, null)
        .withDetail(
            "%s (in %s, run %s)"
                .formatted(finding.detail(), part.part().words(), part.record().id()));
  }
}
