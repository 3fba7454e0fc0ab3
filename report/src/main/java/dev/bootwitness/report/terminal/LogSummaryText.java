package dev.bootwitness.report.terminal;

import dev.bootwitness.record.Outcome;
import dev.bootwitness.report.logs.LogGroup;
import dev.bootwitness.report.logs.LogSummary;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Many logs as a table: how many show each outcome, and a row for each cause with its subject, the
 * number of logs and the one that was written first.
 */
public final class LogSummaryText {
  private static final int COUNT = 7;
  private static final List<Outcome> ORDER =
      List.of(
          Outcome.FAILED,
          Outcome.BROKEN,
          Outcome.INTERRUPTED,
          Outcome.INCONCLUSIVE,
          Outcome.PASSED);

  private LogSummaryText() {}

  /**
   * The table.
   *
   * @param names whether the names of each row's logs are listed below it
   * @param columns how wide it may be
   */
  public static String of(LogSummary summary, boolean names, Style style, int columns) {
    StringBuilder text = new StringBuilder(head(summary)).append('\n');
    for (LogGroup group : summary.groups()) {
      String what = group.cause().isEmpty() ? words(group.outcome()) : group.cause();
      String about = group.about().isEmpty() ? "" : "  " + group.about().replaceAll("\\s+", " ");
      text.append(String.format("%" + COUNT + "d ", group.count()))
          .append(style.coloured(group.outcome(), style.mark(group.outcome())))
          .append(' ')
          .append(style.safe(what + about, Math.max(1, columns - COUNT - 3)).stripTrailing())
          .append('\n');
      if (names) {
        group.names().forEach(name -> line(text, "", name, style));
        if (group.count() > group.names().size()) {
          line(text, "", "and " + (group.count() - group.names().size()) + " more", style);
        }
      } else {
        line(text, "first ", first(group), style);
      }
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String before, String words, Style style) {
    text.append(" ".repeat(COUNT + 3)).append(style.faint(before + style.safe(words))).append('\n');
  }

  private static String first(LogGroup group) {
    String when =
        group.firstAt().equals(Instant.EPOCH)
            ? ""
            : "  " + group.firstAt().truncatedTo(ChronoUnit.SECONDS);
    return group.first() + when;
  }

  private static String head(LogSummary summary) {
    Map<Outcome, Integer> outcomes = summary.outcomes();
    String counts =
        ORDER.stream()
            .filter(outcomes::containsKey)
            .map(outcome -> outcomes.get(outcome) + " " + words(outcome))
            .collect(Collectors.joining(", "));
    return summary.logs()
        + (summary.logs() == 1 ? " log" : " logs")
        + (counts.isEmpty() ? "" : ": " + counts)
        + extra(summary.unread(), "could not be read")
        + extra(
            summary.noLogs(),
            summary.noLogs() == 1 ? "other file is no log" : "other files are no logs");
  }

  private static String extra(int count, String words) {
    return count == 0 ? "" : "; " + count + " " + words;
  }

  private static String words(Outcome outcome) {
    return outcome == Outcome.PASSED ? "without a failure" : outcome.id();
  }
}
