package dev.bootwitness.console.expect;

import dev.bootwitness.console.terminal.TextFlow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One wait's progress through the text: what was searched already is not searched again.
 *
 * <p>Holds no clock and no lock; its console calls {@link #look} under its own lock whenever
 * something changed.
 */
public final class Search {

  private static final int LAST_LINES = 8;

  private final Expectation expectation;
  private final long from;
  private final long began;
  private long searched;

  /**
   * A search that begins at a position of the flow.
   *
   * @param now nanoseconds
   */
  public Search(Expectation expectation, long from, long now) {
    this.expectation = expectation;
    this.from = from;
    this.began = now;
    this.searched = from;
  }

  /**
   * What a look found.
   *
   * @param result null: nothing yet
   * @param lookAgainNanos when to look again even if nothing comes: a prompt may have become quiet
   */
  public record Step(@Nullable ExpectResult result, long lookAgainNanos) {}

  private record Found(TextPattern.Match match, int index, boolean negative) {}

  /** Looks at what came since the last look. */
  public Step look(TextFlow flow, long now, long quietNanos) {
    long lookAgain = Long.MAX_VALUE;
    @Nullable Found first = null;
    for (int i = 0; i < expectation.unless().size(); i++) {
      first = earlier(first, find(flow, expectation.unless().get(i)), i, true);
    }
    for (int i = 0; i < expectation.any().size(); i++) {
      TextPattern pattern = expectation.any().get(i);
      TextPattern.@Nullable Match match = find(flow, pattern);
      if (match != null && pattern instanceof TextPattern.Prompt prompt) {
        long missing = prompt.quiet().toNanos() - quietNanos;
        if (missing > 0) {
          lookAgain = Math.min(lookAgain, missing);
          match = null;
        }
      }
      first = earlier(first, match, i, false);
    }
    searched = flow.end();
    if (first == null) {
      return new Step(null, lookAgain);
    } else if (first.negative) {
      return new Step(hopeless(flow, "seen: " + first.match.groups().getFirst(), now), lookAgain);
    }
    return new Step(matched(flow, first), lookAgain);
  }

  private TextPattern.@Nullable Match find(TextFlow flow, TextPattern pattern) {
    return pattern.find(flow, Math.max(from, searched - pattern.reach()));
  }

  private static @Nullable Found earlier(
      @Nullable Found best, TextPattern.@Nullable Match match, int index, boolean negative) {
    if (match != null && (best == null || match.start() < best.match.start())) {
      return new Found(match, index, negative);
    }
    return best;
  }

  private ExpectResult.Matched matched(TextFlow flow, Found found) {
    TextPattern.Match match = found.match;
    return new ExpectResult.Matched(
        expectation,
        found.index,
        flow.text(from, match.start()),
        match.groups(),
        match.start(),
        match.end(),
        flow.rawOffset(match.start()));
  }

  /** The result when something outside says that waiting is pointless. */
  public ExpectResult hopeless(TextFlow flow, String why, long now) {
    return new ExpectResult.Hopeless(expectation, why, seen(flow, now));
  }

  /** The result when the channel has ended. */
  public ExpectResult endOfStream(TextFlow flow, String reason, long now) {
    return new ExpectResult.EndOfStream(expectation, reason, seen(flow, now));
  }

  /** The result when the time is over. */
  public ExpectResult deadline(TextFlow flow, Duration budget, long now) {
    return new ExpectResult.DeadlinePassed(expectation, budget, seen(flow, now));
  }

  private ExpectResult.Seen seen(TextFlow flow, long now) {
    String tail = flow.text(Math.max(from, flow.end() - 8192), flow.end());
    List<String> lines = tail.lines().map(VisibleText::of).filter(l -> !l.isBlank()).toList();
    return new ExpectResult.Seen(
        Duration.ofNanos(now - began),
        lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()),
        nearMisses(flow));
  }

  private List<String> nearMisses(TextFlow flow) {
    List<String> misses = new ArrayList<>();
    for (TextPattern pattern : expectation.any()) {
      TextPattern.@Nullable Match before = pattern.find(flow, flow.start());
      if (before != null && before.start() < from && !(pattern instanceof TextPattern.Prompt)) {
        misses.add("`" + pattern.source() + "` was seen before this wait began");
      } else if (pattern instanceof TextPattern.Prompt prompt) {
        TextPattern.@Nullable Match earlier = TextPattern.regex(prompt.source()).find(flow, from);
        if (earlier != null) {
          misses.add("`" + prompt.source() + "` was seen, but other output followed it");
        }
      }
    }
    return misses;
  }
}
