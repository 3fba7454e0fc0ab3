package dev.bootwitness.report.queue;

import dev.bootwitness.report.markdown.MarkdownText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How often runs saw a task's cause: the one line of a task that later runs rewrite.
 *
 * @param first the day of the first run
 * @param last the id of the last one
 */
record Seen(int times, String first, String last) {
  private static final int DAY = "2026-11-25".length();

  /** The day of a run, by its id. */
  static String day(String run) {
    return run.substring(0, Math.min(DAY, run.length()));
  }

  Seen again(String run) {
    return new Seen(times + 1, first, run);
  }

  /** Reads it from its line; empty when it cannot be read. */
  static Optional<Seen> in(String line) {
    int begin = line.indexOf("<!--");
    int end = line.indexOf("-->");
    if (begin < 0 || end < begin) {
      return Optional.empty();
    }
    return Marker.read(line.substring(begin, end + 3)).flatMap(Seen::of);
  }

  private static Optional<Seen> of(Marker marker) {
    String times = marker.field("times");
    return times.matches("[0-9]{1,8}")
        ? Optional.of(
            new Seen(Integer.parseInt(times), marker.field("first"), marker.field("last")))
        : Optional.empty();
  }

  /** The line's words. */
  String words(String report) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("times", Integer.toString(times));
    fields.put("first", first);
    fields.put("last", last);
    String often = times == 1 ? "once," : times + " times since " + first + ", last";
    return "Seen %s in run %s (%s). %s"
        .formatted(often, MarkdownText.code(last), report, new Marker(Marker.SEEN, fields).text());
  }
}
