package dev.bootwitness.serve.page;

import dev.bootwitness.record.Outcome;
import dev.bootwitness.report.history.LedgerEntry;
import dev.bootwitness.report.html.Pages;
import dev.bootwitness.report.story.Seconds;
import dev.bootwitness.serve.store.RunFolders;

/**
 * A run in a table.
 *
 * @param link to its page; empty when its id can be none of a folder
 * @param css the outcome as a class of the style sheet
 * @param mark the outcome as one character
 * @param outcome in a word
 * @param detail with the ticket before it, if the failure is known
 */
public record RunRow(
    String id,
    String link,
    String name,
    String began,
    String css,
    String mark,
    String outcome,
    String seconds,
    String cause,
    String detail) {

  static RunRow of(LedgerEntry run) {
    String known = run.known().isEmpty() ? "" : "known: " + run.known() + " ";
    return new RunRow(
        Pages.safe(run.run()),
        RunFolders.isId(run.run()) ? "/runs/" + run.run() : "",
        Pages.safe(run.name()),
        Pages.safe(run.began()).replaceFirst("T(\\d\\d:\\d\\d:\\d\\d).*", " $1"),
        run.flaky() ? "flaky" : run.outcome().id(),
        mark(run.outcome()),
        run.flaky() ? "flaky" : run.outcome().id(),
        Seconds.exact(run.seconds()),
        Pages.safe(run.cause()),
        Pages.safe(known + run.detail()));
  }

  static String mark(Outcome outcome) {
    return switch (outcome) {
      case PASSED -> "✓";
      case FAILED, BROKEN -> "✗";
      case INCONCLUSIVE -> "?";
      case INTERRUPTED -> "!";
    };
  }
}
