package dev.bootwitness.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a reader of a record could not get.
 *
 * @param events how many events were read
 * @param lastSeconds when the last of them happened, in seconds since the run began
 * @param ended whether the last event of an orderly run was seen; false while the run goes on
 * @param lostEvents how many numbers before the last are missing, not counting damaged lines
 * @param lostWhen between which events they, or damaged lines, lie; empty when none is missing
 * @param malformedLines lines that are not events
 * @param unknownTypes how often each type that only a newer version knows occurred
 * @param tornBytes bytes after the last complete line
 * @param origin which version wrote the record
 */
public record RecordGaps(
    long events,
    double lastSeconds,
    boolean ended,
    long lostEvents,
    Optional<Span> lostWhen,
    long malformedLines,
    Map<String, Long> unknownTypes,
    long tornBytes,
    RecordOrigin origin) {

  /**
   * A part of the run.
   *
   * @param from in seconds since it began
   * @param until likewise
   */
  public record Span(double from, double until) {}

  public RecordGaps {
    unknownTypes = Map.copyOf(unknownTypes);
  }

  /** Whether an orderly run's record was read to its end, with nothing lost on the way. */
  public boolean complete() {
    return sentences().isEmpty();
  }

  /** What is missing, one sentence each; empty when nothing is. */
  public List<String> sentences() {
    List<String> missing = new ArrayList<>();
    if (origin.isNewer()) {
      missing.add(origin.sentence());
    }
    if (events == 0) {
      missing.add("events.jsonl holds no event");
    } else if (!ended) {
      missing.add(
          String.format(
              Locale.ROOT,
              "the record ends at %.1f s, before the end of the run was written",
              lastSeconds));
    }
    if (lostEvents > 0) {
      missing.add(
          lostEvents
              + (lostEvents == 1 ? " event is" : " events are")
              + " missing from events.jsonl"
              + lostWhen
                  .map(when ->
                      String.format(
                          Locale.ROOT, ", between %.1f s and %.1f s", when.from, when.until))
                  .orElse(""));
    }
    if (malformedLines > 0) {
      missing.add(
          malformedLines
              + (malformedLines == 1 ? " line" : " lines")
              + " of events.jsonl "
              + (origin.isNewer()
                  ? "could not be understood"
                  : malformedLines == 1 ? "is damaged" : "are damaged"));
    }
    if (tornBytes > 0) {
      missing.add("the last line of events.jsonl is cut off after " + tornBytes + " bytes");
    }
    if (!unknownTypes.isEmpty()) {
      missing.add(
          "a newer Bootwitness wrote events that this one does not know: "
              + String.join(", ", unknownTypes.keySet().stream().sorted().toList()));
    }
    return List.copyOf(missing);
  }
}
