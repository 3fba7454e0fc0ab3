package dev.bootwitness.report.html;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Selects the lines of a console that a page shows: all lines if the console is short enough, else
 * the beginning, the end, and the surroundings of the lines that matter.
 *
 * @param ranges in order, apart from each other
 * @param clip characters of a line that are shown
 */
record Excerpt(List<Range> ranges, int clip) {
  static final int ALL_LINES = 4000;
  static final long ALL_BYTES = 400_000;

  private static final int HEAD = 800;
  private static final int TAIL = 1200;
  private static final int AROUND = 40;
  private static final int MOST_ANCHORS = 40;
  private static final int TEXT_BUDGET = 500_000;
  private static final int SHORTEST_CLIP = 100;
  private static final int WHOLE_LINE = 4096;

  /** Lines from {@code first} to {@code last}, both included. */
  record Range(long first, long last) {
    long lines() {
      return last - first + 1;
    }
  }

  Excerpt {
    ranges = List.copyOf(ranges);
  }

  /**
   * Chooses.
   *
   * @param lines how many there are
   * @param bytes their total size
   * @param anchors the lines that matter, the most important first
   */
  static Excerpt of(long lines, long bytes, List<Long> anchors) {
    if (lines <= 0) {
      return new Excerpt(List.of(), WHOLE_LINE);
    }
    if (lines <= ALL_LINES && bytes <= ALL_BYTES) {
      return new Excerpt(List.of(new Range(1, lines)), WHOLE_LINE);
    }
    TreeSet<Long> places = new TreeSet<>();
    anchors.stream()
        .filter(line -> line >= 1 && line <= lines)
        .limit(MOST_ANCHORS)
        .forEach(places::add);
    List<Range> ranges = new ArrayList<>();
    ranges.add(new Range(1, Math.min(HEAD, lines)));
    for (long place : places) {
      join(ranges, new Range(Math.max(1, place - AROUND), Math.min(lines, place + AROUND)));
    }
    join(ranges, new Range(Math.max(1, lines - TAIL + 1), lines));
    long shown = ranges.stream().mapToLong(Range::lines).sum();
    int clip = Math.clamp(TEXT_BUDGET / shown, SHORTEST_CLIP, WHOLE_LINE);
    return new Excerpt(ranges, clip);
  }

  private static void join(List<Range> ranges, Range next) {
    Range last = ranges.getLast();
    if (next.first() <= last.last() + 1) {
      ranges.set(ranges.size() - 1, new Range(last.first(), Math.max(last.last(), next.last())));
    } else {
      ranges.add(next);
    }
  }
}
