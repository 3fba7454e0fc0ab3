package dev.bootwitness.console.expect;

import java.time.Duration;
import java.util.List;

/** How a wait on a console ended. */
public sealed interface ExpectResult {

  /** What was awaited. */
  Expectation expectation();

  /**
   * A pattern was found.
   *
   * @param index which of the expectation's patterns
   * @param before the text between where the wait began and the match, as far as it is kept
   * @param groups the whole match, then its groups; a group that took no part is empty
   * @param start position of the match in the flow
   * @param end position after it
   * @param offset raw byte offset of its first byte
   * @param arrived when its last byte arrived, in nanoseconds of the console's clock
   */
  record Matched(
      Expectation expectation,
      int index,
      String before,
      List<String> groups,
      long start,
      long end,
      long offset,
      long arrived)
      implements ExpectResult {

    public Matched {
      groups = List.copyOf(groups);
    }

    /** The matched text. */
    public String text() {
      return groups.getFirst();
    }
  }

  /** A wait that did not find what it waited for. */
  sealed interface Unmatched extends ExpectResult {
    /** What the wait saw. */
    Seen seen();

    /** What happened, for a person: what was awaited, what was seen, what came close. */
    default String describe() {
      return FailureText.of(this);
    }
  }

  /** The deadline passed. */
  record DeadlinePassed(Expectation expectation, Duration budget, Seen seen) implements Unmatched {}

  /** The channel ended; {@code reason} is empty for an orderly end. */
  record EndOfStream(Expectation expectation, String reason, Seen seen) implements Unmatched {}

  /**
   * Something was seen after which the awaited text cannot come; {@code why} is that text or
   * reason.
   */
  record Hopeless(Expectation expectation, String why, Seen seen) implements Unmatched {}

  /** The waiting thread was interrupted; its interrupt flag is set again. */
  record Interrupted(Expectation expectation) implements ExpectResult {}

  /**
   * What a console showed during an unsuccessful wait.
   *
   * @param waited how long it lasted
   * @param firstOutput when the first unconsumed output arrived, counted from the start of the
   *     wait; zero when it was there before
   * @param quiet how long nothing had arrived when it ended
   * @param silent whether nothing arrived during it; the last lines are then from before it
   * @param lastLines the last lines as a person would see them, control characters made visible
   * @param nearMisses what came close, each a sentence
   */
  record Seen(
      Duration waited,
      Duration firstOutput,
      Duration quiet,
      boolean silent,
      List<String> lastLines,
      List<String> nearMisses) {
    public Seen {
      lastLines = List.copyOf(lastLines);
      nearMisses = List.copyOf(nearMisses);
    }
  }
}
