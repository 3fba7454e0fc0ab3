package dev.bootwitness.console.expect;

import dev.bootwitness.console.terminal.TextFlow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Searches for many patterns at once. One scan finds the literals that their matches must contain;
 * the patterns themselves run only around those places: on the literal's line, or within {@link
 * TextPattern#MAX_MATCH} bytes if a match may span lines.
 *
 * <p>For patterns that have such a literal; see {@link #fits}. Not thread-safe.
 */
final class LineCandidates {

  /**
   * How far to search after a literal of a pattern that may span lines: one search covers all
   * literals that follow soon, so that a frequent literal costs less than two searches of all text.
   */
  private static final int STRETCH = 4 * TextPattern.MAX_MATCH;

  private final List<TextPattern> patterns;
  private final LiteralScan scan;
  private final int[] patternOf;

  /** For each pattern, the line tried last, or the end of the stretch tried last. */
  private final long[] tried;

  private final boolean[] spansLines;
  private final boolean anySpansLines;
  private @Nullable Hit best;

  /**
   * What was found.
   *
   * @param pattern which, by its place in the list
   */
  record Hit(int pattern, TextPattern.Match match) {}

  /** Patterns that all fit, in the order in which they win at the same position. */
  LineCandidates(List<TextPattern> patterns) {
    this.patterns = List.copyOf(patterns);
    this.spansLines = new boolean[patterns.size()];
    List<RequiredLiteral.Text> texts = new ArrayList<>();
    List<Integer> owners = new ArrayList<>();
    boolean any = false;
    for (int p = 0; p < patterns.size(); p++) {
      spansLines[p] = !patterns.get(p).withinLine();
      any |= spansLines[p];
      for (RequiredLiteral.Text text : patterns.get(p).required()) {
        texts.add(text);
        owners.add(p);
      }
    }
    this.anySpansLines = any;
    this.scan = new LiteralScan(texts);
    this.patternOf = owners.stream().mapToInt(Integer::intValue).toArray();
    this.tried = new long[patterns.size()];
  }

  /** Whether a pattern can be searched for in this way. */
  static boolean fits(TextPattern pattern) {
    return !pattern.required().isEmpty();
  }

  /**
   * The leftmost match that begins at or after {@code from}.
   *
   * @param searched everything before it was searched without a match; places before it where a
   *     match may have begun are searched again
   */
  @Nullable Hit find(TextFlow flow, long from, long searched) {
    long again = anySpansLines ? searched - TextPattern.MAX_MATCH : searched;
    long start = Math.max(from, flow.lineStart(Math.max(from, again)));
    best = null;
    Arrays.fill(tried, -1);
    byte[] data = flow.array();
    scan.scan(
        data,
        flow.index(start),
        flow.index(flow.end()),
        (literal, at) -> candidate(flow, from, patternOf[literal], flow.start() + at));
    return best;
  }

  /** False when nothing to the left of the best match can come any more. */
  private boolean candidate(TextFlow flow, long from, int pattern, long position) {
    Hit found = best;
    if (found != null && position - TextPattern.MAX_MATCH > found.match.start()) {
      return false;
    }
    return spansLines[pattern]
        ? nearby(flow, from, pattern, position)
        : onLine(flow, from, pattern, position);
  }

  private boolean nearby(TextFlow flow, long from, int pattern, long position) {
    if (position + TextPattern.MAX_MATCH > tried[pattern]) {
      tried[pattern] = position + STRETCH;
      long start = Math.max(from, flow.lineStart(position - TextPattern.MAX_MATCH));
      // To the end of a line, so that $ cannot match in the middle of one.
      tryPattern(flow, pattern, start, flow.lineEnd(Math.min(flow.end(), tried[pattern])));
    }
    return true;
  }

  private boolean onLine(TextFlow flow, long from, int pattern, long position) {
    Hit found = best;
    long lineStart = flow.lineStart(position);
    if (found != null && lineStart > found.match.start()) {
      return anySpansLines;
    }
    // Includes the line feed, with which some patterns end.
    long lineEnd = Math.min(flow.lineEnd(position) + 1, flow.end());
    // In a line longer than the longest match, each literal has its own neighbourhood.
    boolean wholeLine = lineEnd - lineStart < TextPattern.MAX_MATCH;
    if (!wholeLine || tried[pattern] != lineStart) {
      tried[pattern] = lineStart;
      tryPattern(flow, pattern, Math.max(from, lineStart), lineEnd);
    }
    return true;
  }

  private void tryPattern(TextFlow flow, int pattern, long from, long to) {
    TextPattern.Match match = patterns.get(pattern).find(flow, from, to);
    if (match != null && isBetter(match, pattern)) {
      best = new Hit(pattern, match);
    }
  }

  private boolean isBetter(TextPattern.Match match, int pattern) {
    Hit found = best;
    return found == null
        || match.start() < found.match.start()
        || (match.start() == found.match.start() && pattern < found.pattern);
  }
}
