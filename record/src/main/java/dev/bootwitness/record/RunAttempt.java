package dev.bootwitness.record;

/**
 * Another run of the same spec that belongs to a run: an attempt that failed before it, or a repeat
 * that settles its failure.
 *
 * @param run its id
 * @param cause of its primary finding; empty when there is none
 * @param subject of that finding; may be empty
 * @param detail of that finding, one sentence
 */
public record RunAttempt(String run, Outcome outcome, String cause, String subject, String detail) {

  /** A run by its verdict. */
  public static RunAttempt of(Verdict verdict) {
    Finding primary = verdict.primary();
    return primary == null
        ? new RunAttempt(verdict.run(), verdict.outcome(), "", "", "")
        : new RunAttempt(
            verdict.run(), verdict.outcome(), primary.cause(), primary.subject(), primary.detail());
  }

  /** Whether it passed. */
  public boolean passed() {
    return outcome == Outcome.PASSED;
  }
}
