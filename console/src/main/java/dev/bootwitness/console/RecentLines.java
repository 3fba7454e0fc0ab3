package dev.bootwitness.console;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The newest lines of a console, for messages. Not thread-safe: its console guards it. */
final class RecentLines {

  private static final int KEPT = 64;

  private final Deque<String> lines = new ArrayDeque<>(KEPT);

  void add(String line) {
    if (lines.size() == KEPT) {
      lines.removeFirst();
    }
    lines.addLast(line);
  }

  /** At most {@code count} lines, oldest first, {@code unfinished} the last unless it is blank. */
  List<String> last(int count, String unfinished) {
    List<String> all = new ArrayList<>(lines);
    if (!unfinished.isBlank()) {
      all.add(unfinished);
    }
    return List.copyOf(all.subList(Math.max(0, all.size() - count), all.size()));
  }
}
