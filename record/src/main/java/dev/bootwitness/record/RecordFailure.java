package dev.bootwitness.record;

/**
 * The first thing that went wrong in keeping a part of a record.
 *
 * @param subject what failed: a file of the record, or a listener's class
 * @param reason what the system or the listener said
 * @param nanos when, in nanoseconds since the run began
 */
public record RecordFailure(String subject, String reason, long nanos) {

  /** Whether there was no room for it. */
  public boolean isOfRoom() {
    // ENOSPC and EDQUOT in glibc's words, which the JDK passes on.
    return reason.contains("No space left on device") || reason.contains("Disk quota exceeded");
  }

  /** One sentence for a verdict's list of what is missing. */
  public String sentence() {
    return "%s is incomplete from %.1f s on: %s".formatted(subject, nanos / 1e9, reason);
  }
}
