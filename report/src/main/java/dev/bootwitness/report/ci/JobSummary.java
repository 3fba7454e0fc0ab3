package dev.bootwitness.report.ci;

import dev.bootwitness.record.Finding;
import dev.bootwitness.record.KnownFailure;
import dev.bootwitness.record.Outcome;
import dev.bootwitness.record.Timing;
import dev.bootwitness.record.Verdict;
import dev.bootwitness.report.markdown.MarkdownText;
import dev.bootwitness.report.story.Seconds;
import dev.bootwitness.report.story.VerdictWords;
import dev.bootwitness.report.terminal.Style;
import java.util.List;
import java.util.Locale;

/**
 * A run as a section of a job's summary in Markdown: the cause, its evidence, what to do next, and
 * the end of the console folded away.
 */
final class JobSummary {
  private static final int MOST_FINDINGS = 5;

  private JobSummary() {}

  /**
   * The section.
   *
   * @param run with its timing, if it came that far
   */
  static String of(CiRun run) {
    Verdict verdict = run.verdict();
    List<String> console = run.console();
    StringBuilder text = new StringBuilder();
    Finding primary = verdict.primary();
    text.append("### ").append(Style.PLAIN.mark(verdict.outcome())).append(' ');
    text.append(MarkdownText.code(name(verdict)));
    if (primary == null) {
      text.append(' ').append(outcome(verdict)).append("\n\n");
    } else {
      text.append(' ').append(MarkdownText.cause(primary.cause(), run.docs()));
      text.append(primary.subject().isEmpty() ? "" : " " + MarkdownText.code(primary.subject()));
      text.append("\n\n").append(MarkdownText.prose(VerdictWords.sentence(primary))).append("\n\n");
      evidence(verdict, text);
    }
    text.append(times(verdict)).append("\n\n");
    if (verdict.outcome() != Outcome.PASSED && !console.isEmpty()) {
      text.append("<details><summary>Console, last ")
          .append(console.size())
          .append(" lines</summary>\n\n")
          .append(MarkdownText.block(console))
          .append("\n</details>\n\n");
    }
    return text.toString();
  }

  private static void evidence(Verdict verdict, StringBuilder text) {
    text.append("| where | what |\n|---|---|\n");
    verdict.findings().stream()
        .filter(finding -> !finding.quote().isBlank())
        .limit(MOST_FINDINGS)
        .forEach(finding -> row(text, where(finding), MarkdownText.cell(first(finding.quote()))));
    Finding primary = verdict.primary();
    if (primary != null && !primary.advice().isBlank()) {
      row(text, "next", MarkdownText.prose(primary.advice()).replace("|", "\\|"));
    }
    KnownFailure known = verdict.known();
    if (known != null) {
      row(text, known.expired() ? "known, expired" : "known", MarkdownText.cell(known.ticket()));
    }
    text.append('\n');
  }

  private static void row(StringBuilder text, String where, String what) {
    text.append("| ").append(where).append(" | ").append(what).append(" |\n");
  }

  private static String where(Finding finding) {
    Long line = finding.line();
    return finding.channel() + (line == null ? "" : " line " + line);
  }

  private static String first(String quote) {
    return quote.lines().findFirst().orElse("");
  }

  private static String times(Verdict verdict) {
    Timing timing = verdict.timing();
    return MarkdownText.prose(
        (timing == null ? "" : Seconds.exact(timing.seconds()) + " · ")
            + VerdictWords.says(verdict)
            + " · record `"
            + verdict.run()
            + "`, with report.html");
  }

  private static String outcome(Verdict verdict) {
    return VerdictWords.name(verdict).toLowerCase(Locale.ROOT);
  }

  /** The spec's name; its path in a verdict without times. */
  static String name(Verdict verdict) {
    Timing timing = verdict.timing();
    return timing == null ? verdict.spec() : timing.name();
  }
}
