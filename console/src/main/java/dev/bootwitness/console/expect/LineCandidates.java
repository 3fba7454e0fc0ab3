package dev.bootwitness.console.expect;

import dev.bootwitness.console.terminal.TextFlow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks for many patterns at once: one scan for what their matches must contain, and the patterns
 * themselves only on the lines where that stands.
 *
 * <p>For patterns that have such a literal and do not span lines; see {@link #fits}. Not
 * thread-safe.
 */
final class LineCandidates {

  private final List<TextPattern> patterns;
  private final LiteralScan scan;
  private final int[] patternOf;
  private final long[] triedLine;
  private @Nullable Hit best;

  /**
   * What was found.
   *
   * @param pattern which, by its place in the list
   */
  record Hit(int pattern, TextPattern.Match match) {}

  /** Patterns that all fit, the ones that win at the same place first. */
  LineCandidates(List<TextPattern> patterns) {
    this.patterns = List.copyOf(patterns);
    List<RequiredLiteral.Text> texts = new ArrayList<>();
    List<Integer> owners = new ArrayList<>();
    for (int p = 0; p < patterns.size(); p++) {
      for (RequiredLiteral.Text text : patterns.get(p).required()) {
        texts.add(text);
        owners.add(p);
      }
    }
    this.scan = new LiteralScan(texts);
    this.patternOf = owners.stream().mapToInt(Integer::intValue).toArray();
    this.triedLine = new long[patterns.size()];
  }

  /** Whether a pattern can be looked for in this way. */
  static boolean fits(TextPattern pattern) {
    return pattern.withinLine() && !pattern.required().isEmpty();
  }

  /**
   * The leftmost match that begins at or after {@code from}.
   *
   * @param searched everything before it was searched in vain; the line it stands in is looked at
   *     again, since a match may have begun there
   */
  @Nullable Hit find(TextFlow flow, long from, long searched) {
    long start = Math.max(from, flow.lineStart(Math.max(from, searched)));
    best = null;
    Arrays.fill(triedLine, -1);
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
    long lineStart = flow.lineStart(position);
    if (found != null && lineStart > found.match.start()) {
      return false;
    }
    long lineEnd = flow.lineEnd(position);
    // Within a line that is longer than a match may be, each literal has a neighbourhood of its
    // own.
    boolean wholeLine = lineEnd - lineStart < TextPattern.MAX_MATCH;
    if (wholeLine && triedLine[pattern] == lineStart) {
      return true;
    }
    triedLine[pattern] = lineStart;
    TextPattern.Match match = patterns.get(pattern).find(flow, Math.max(from, lineStart), lineEnd);
    if (match != null && isBetter(match, pattern)) {
      best = new Hit(pattern, match);
    }
    return true;
  }

  private boolean isBetter(TextPattern.Match match, int pattern) {
    Hit found = best;
    return found == null
        || match.start() < found.match.start()
        || (match.start() == found.match.start() && pattern < found.pattern);
  }
}
