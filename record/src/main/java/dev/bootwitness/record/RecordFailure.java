package dev.bootwitness.record;

import java.util.Locale;

/**
 * Something that could not be kept in a record.
 *
 * @param subject what failed: a file of the record, a listener's class, or the folder itself
 * @param reason what the system or the listener said, or what became of what was removed
 * @param from when, in nanoseconds since the run began
 * @param until when it failed for the last time, if it later worked again; else {@link #TO_THE_END}
 * @param removed whether somebody removed it
 */
public record RecordFailure(String subject, String reason, long from, long until, boolean removed) {

  /** It never worked again. */
  public static final long TO_THE_END = Long.MAX_VALUE;

  static RecordFailure of(String subject, String reason, long nanos) {
    return new RecordFailure(subject, reason, nanos, TO_THE_END, false);
  }

  RecordFailure until(long nanos) {
    return new RecordFailure(subject, reason, from, nanos, removed);
  }

  /** Whether there was no room for it. */
  public boolean isOfRoom() {
    // ENOSPC and EDQUOT in glibc's words, which the JDK passes on.
    return reason.contains("No space left on device") || reason.contains("Disk quota exceeded");
  }

  /** Whether events are missing. */
  public boolean isOfEvents() {
    return subject.equals("events.jsonl");
  }

  /** Whether {@code verdict.json} is missing. */
  public boolean isOfVerdict() {
    return subject.equals("verdict.json");
  }

  /** What happened, and when. */
  public String happened() {
    return removed
        ? "%s was removed %s after the run began; %s".formatted(subject, seconds(from), reason)
        : "%s: %s, %s after the run began".formatted(subject, reason, seconds(from));
  }

  /** One sentence for a verdict's list of what is missing. */
  public String sentence() {
    if (removed) {
      return happened();
    }
    if (subject.startsWith("evidence/") || isOfVerdict()) {
      return "%s was not kept, %s after the run began: %s"
          .formatted(subject, seconds(from), reason);
    }
    return until == TO_THE_END
        ? "%s is incomplete from %s on: %s".formatted(subject, seconds(from), reason)
        : "%s lacks something of what came from %s to %s: %s"
            .formatted(subject, seconds(from), seconds(until), reason);
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
  }
}
