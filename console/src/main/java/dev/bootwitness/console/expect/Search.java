package dev.bootwitness.console.expect;

import dev.bootwitness.console.terminal.TextFlow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One wait's progress through the text: what was searched already is not searched again.
 *
 * <p>Holds no clock and no lock; its console calls {@link #look} under its own lock whenever
 * something changed.
 */
public final class Search {

  private final Expectation expectation;
  private final TextFlow flow;
  private final Arrivals arrivals;
  private final long from;
  private final long began;
  private long searched;

  /**
   * A search for {@code expectation} from a position of the flow on.
   *
   * @param now nanoseconds, when the wait begins
   */
  public Search(Expectation expectation, TextFlow flow, Arrivals arrivals, long from, long now) {
    this.expectation = expectation;
    this.flow = flow;
    this.arrivals = arrivals;
    this.from = from;
    this.began = now;
    this.searched = from;
  }

  /** What a look found. */
  public sealed interface Step {

    /** What was awaited is there. */
    record Found(ExpectResult.Matched matched) implements Step {}

    /** Something was seen after which it cannot come. */
    record Against(String why) implements Step {}

    /** Look again when something comes, or after so many nanoseconds of silence. */
    record NotYet(long lookAgainNanos) implements Step {}
  }

  private record Candidate(TextPattern.Match match, int index, boolean negative) {}

  /**
   * Looks at what came since the last look.
   *
   * @param quietNanos since when nothing has come
   */
  public Step look(long quietNanos) {
    long lookAgain = Long.MAX_VALUE;
    @Nullable Candidate first = null;
    int negatives = expectation.unless().size();
    for (int i = 0; i < negatives + expectation.any().size(); i++) {
      boolean negative = i < negatives;
      int index = negative ? i : i - negatives;
      TextPattern pattern = (negative ? expectation.unless() : expectation.any()).get(index);
      long missing = pattern.quiet().toNanos() - quietNanos;
      if (missing > 0) {
        lookAgain = Math.min(lookAgain, missing);
      } else {
        TextPattern.@Nullable Match match =
            pattern.find(flow, Math.max(from, pattern.resume(flow, searched)));
        if (match != null && (first == null || match.start() < first.match.start())) {
          first = new Candidate(match, index, negative);
        }
      }
    }
    searched = flow.end();
    if (first == null) {
      return new Step.NotYet(lookAgain);
    }
    return first.negative
        ? new Step.Against("seen: " + VisibleText.of(first.match.groups().getFirst()))
        : new Step.Found(matched(first));
  }

  private ExpectResult.Matched matched(Candidate found) {
    TextPattern.Match match = found.match;
    return new ExpectResult.Matched(
        expectation,
        found.index,
        flow.text(from, match.start()),
        match.groups(),
        match.start(),
        match.end(),
        flow.rawOffset(match.start()),
        arrivals.arrivalOf(match.end()));
  }

  /** Whether nothing at all came since the text that this search began with. */
  public boolean silent() {
    return flow.end() == from;
  }

  /** When this search began, in nanoseconds. */
  public long began() {
    return began;
  }

  /** What came close to a match, each a sentence for a person. */
  public List<String> nearMisses() {
    List<String> misses = new ArrayList<>();
    for (TextPattern pattern : expectation.any()) {
      TextPattern.@Nullable Match before = pattern.find(flow, flow.start());
      TextPattern.NearMiss almost = pattern.almost();
      if (before != null && before.end() <= from) {
        misses.add(
            String.format(
                Locale.ROOT,
                "`%s` was seen %.1f s before this wait began",
                pattern.source(),
                (began - arrivals.arrivalOf(before.end())) / 1e9));
      } else if (almost.pattern().find(flow, from) != null) {
        misses.add("`" + pattern.source() + "` was seen, " + almost.why());
      }
    }
    return misses;
  }
}
