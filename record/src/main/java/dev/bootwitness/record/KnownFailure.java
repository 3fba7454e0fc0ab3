package dev.bootwitness.record;

/**
 * The entry of {@code known.yaml} that a run's failure matches.
 *
 * @param ticket where it is dealt with
 * @param owner who deals with it
 * @param expires the last day on which it counts, in ISO 8601
 * @param reason why it is tolerated until then
 * @param expired whether that day was over when the run ended; then it counts for nothing
 * @param passes whether the run exits with 0 because of it
 */
public record KnownFailure(
    String ticket, String owner, String expires, String reason, boolean expired, boolean passes) {

  /** Whether it is why the run exits with 0. */
  public boolean excuses() {
    return passes && !expired;
  }
}
