package dev.bootwitness.diagnosis.saved;

import dev.bootwitness.diagnosis.kernel.ConsoleText;
import dev.bootwitness.diagnosis.log.LogLine;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Recognises a saved log that ends in one repeated message: without times, that is the only sign of
 * a flood. Not thread-safe.
 */
final class RepeatedEnd {
  /** No program repeats one message this often while a boot continues. */
  private static final int LINES = 200;

  private static final double SHARE = 0.9;
  private static final int LONGEST_KIND = 60;

  private final Deque<String> kinds = new ArrayDeque<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private @Nullable LogLine latest;

  /** A line of the console. */
  void line(LogLine line, ConsoleText text) {
    if (text.body().isBlank()) {
      return;
    }
    latest = line;
    String kind = kind(text.body());
    kinds.add(kind);
    counts.merge(kind, 1, Integer::sum);
    if (kinds.size() > LINES) {
      counts.computeIfPresent(kinds.removeFirst(), (same, count) -> count == 1 ? null : count - 1);
    }
  }

  /** The last line, if nearly all of the last lines are equal except for their figures. */
  Optional<LogLine> line() {
    int same = kinds.isEmpty() ? 0 : counts.getOrDefault(kinds.getLast(), 0);
    return kinds.size() == LINES && same >= SHARE * LINES
        ? Optional.ofNullable(latest)
        : Optional.empty();
  }

  private static String kind(String body) {
    var kind = new StringBuilder();
    for (int i = 0; i < body.length() && kind.length() < LONGEST_KIND; i++) {
      char c = body.charAt(i);
      if (c < '0' || c > '9') {
        kind.append(c);
      }
    }
    return kind.toString();
  }
}
