package dev.bootwitness.report.known;

import dev.bootwitness.diagnosis.known.KnownEntry;
import dev.bootwitness.report.history.LedgerEntry;
import org.jspecify.annotations.Nullable;

/**
 * What the history says about a failure that is known.
 *
 * @param state what is to be done about its entry
 * @param runs how many runs of the history the entry is about
 * @param matches how many of them failed with it
 * @param last the last of those; null when there is none
 * @param passedSince how many runs of the specs that it struck have passed since
 */
public record KnownState(
    KnownEntry entry,
    State state,
    int runs,
    int matches,
    @Nullable LedgerEntry last,
    int passedSince) {

  /** The worst is first. */
  public enum State {
    /** Its day is over: it counts for nothing. */
    EXPIRED,
    /** It matched, and so many runs have passed since that chance does not explain it. */
    CURED,
    /** No run has failed with it. */
    NEVER,
    /** There are too few runs to say. */
    UNTRIED,
    /** Runs fail with it. */
    ACTIVE
  }

  /** Whether somebody must do something about the entry. */
  public boolean needsAttention() {
    return state == State.EXPIRED || state == State.CURED || state == State.NEVER;
  }
}
