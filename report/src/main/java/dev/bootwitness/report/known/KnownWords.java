package dev.bootwitness.report.known;

import dev.bootwitness.diagnosis.known.KnownEntry;
import dev.bootwitness.report.history.LedgerEntry;

/** What the history says about a known failure, in words. They quote the file: not safe to show. */
public final class KnownWords {

  private KnownWords() {}

  /**
   * The state of an entry.
   *
   * @param most how many runs were looked at
   */
  public static String says(KnownState state, int most) {
    KnownEntry entry = state.entry();
    String matched =
        "%d of the last %d runs failed with it".formatted(state.matches(), state.runs());
    LedgerEntry last = state.last();
    String lastly = last == null ? "" : ", last " + last.run();
    return switch (state.state()) {
      case EXPIRED -> "expired on %s; %s%s".formatted(entry.expires(), matched, lastly);
      case NEVER -> "never matched in the last %d runs".formatted(most);
      case UNTRIED ->
          "no match yet, in %d runs of the %d that would show it".formatted(state.runs(), most);
      case CURED ->
          "cured: %s%s, and %d runs have passed since"
              .formatted(matched, lastly, state.passedSince());
      case ACTIVE -> "needed: " + matched + lastly;
    };
  }

  /** What to do about it; empty when there is nothing to do. */
  public static String next(KnownState state) {
    KnownEntry entry = state.entry();
    return switch (state.state()) {
      case EXPIRED ->
          "ask %s about %s; renew the entry, or remove it".formatted(entry.owner(), entry.ticket());
      case NEVER -> "remove the entry, or correct what it says of the failure";
      case CURED -> "close %s and remove the entry".formatted(entry.ticket());
      case UNTRIED, ACTIVE -> "";
    };
  }
}
