package dev.bootwitness.cli;

import dev.bootwitness.diagnosis.catalogue.CauseDocs;
import dev.bootwitness.diagnosis.intake.LogFile;
import dev.bootwitness.diagnosis.intake.LogFiles;
import dev.bootwitness.diagnosis.log.NotALogException;
import dev.bootwitness.diagnosis.verdict.ExitCodes;
import dev.bootwitness.diagnosis.verdict.Explanation;
import dev.bootwitness.record.FileTrouble;
import dev.bootwitness.report.json.ExplanationJson;
import dev.bootwitness.report.logs.LogSummary;
import dev.bootwitness.report.terminal.LogSummaryText;
import dev.bootwitness.report.terminal.VerdictText;
import java.io.IOException;
import java.util.List;

/** Explains all logs that some words name, and prints a line for each or a table of all. */
final class ExplainMany {

  private final InOrder.Work<LogFile, Explanation> explainer;
  private final boolean lines;
  private final boolean grouped;
  private final Output output = Output.standard(true);
  private final CauseDocs docs = CauseDocs.of(System.getenv());
  private int exit = ExitCodes.PASSED;
  private long explained;

  /**
   * An explanation of many.
   *
   * @param explainer explains one of them; on several threads
   * @param lines whether each log gets a line of JSON, and there is no table
   * @param grouped whether logs that failed alike stand in one row
   */
  ExplainMany(InOrder.Work<LogFile, Explanation> explainer, boolean lines, boolean grouped) {
    this.explainer = log -> guarded(explainer, log);
    this.lines = lines;
    this.grouped = grouped;
  }

  /** A fault of ours in one log must not cost the others. */
  private static Explanation guarded(InOrder.Work<LogFile, Explanation> explainer, LogFile log)
      throws IOException {
    try {
      return explainer.of(log);
    } catch (RuntimeException e) {
      throw new IOException("Bootwitness failed on it, which is a fault of Bootwitness: " + e, e);
    }
  }

  /**
   * Explains them; one that cannot be read stops nothing.
   *
   * @return the exit code
   */
  int run(List<String> words) {
    LogSummary summary = new LogSummary(grouped ? LogSummary.By.LIKENESS : LogSummary.By.SUBJECT);
    try (LogFiles logs = new LogFiles(words)) {
      InOrder.forEach(logs, explainer, (log, result) -> take(log, result, summary, words));
    }
    if (explained == 0 && exit == ExitCodes.PASSED) {
      System.err.println(
          "bootwitness explain: there is no log in %s (%d other files). Name a log, or a folder or archive with logs."
              .formatted(String.join(", ", words), summary.noLogs()));
      return ExitCodes.USAGE_OR_SPEC;
    }
    if (!lines) {
      int columns = output.widthOr(VerdictText.COLUMNS);
      output.stream().print(LogSummaryText.of(summary, grouped, output.style(), columns));
    }
    output.stream().flush();
    return exit;
  }

  private void take(
      LogFile log, InOrder.Result<Explanation> result, LogSummary summary, List<String> words) {
    try {
      Explanation explanation = result.get();
      explained++;
      if (lines) {
        output.stream().print(ExplanationJson.line(log.name(), explanation, docs));
      } else {
        summary.add(log.name(), log.modified(), explanation);
      }
    } catch (IOException e) {
      if (e instanceof NotALogException && !words.contains(log.name())) {
        summary.addNoLog(); // Folders and archives hold other files, too.
        return;
      }
      summary.addUnread();
      if (lines) {
        output.stream().print(ExplanationJson.line(log.name(), FileTrouble.why(e)));
      }
      exit = ExplainCommand.unreadable(log.name(), e);
    }
  }
}
