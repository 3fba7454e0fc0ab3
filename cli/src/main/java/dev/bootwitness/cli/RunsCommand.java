package dev.bootwitness.cli;

import dev.bootwitness.diagnosis.verdict.ExitCodes;
import dev.bootwitness.record.Outcome;
import dev.bootwitness.report.history.LedgerEntry;
import dev.bootwitness.report.terminal.RunsText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bootwitness runs}. */
@Command(
    name = "runs",
    mixinStandardHelpOptions = true,
    description =
        "Lists the runs of a project, newest last: id (UTC and name), outcome, seconds, cause.")
final class RunsCommand implements Callable<Integer> {

  private static final int SHOWN = 20;

  /** For a file or a pipe, where nothing need be cut. */
  private static final int WIDE = 200;

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "Only runs of the spec with this name.")
  private @Nullable String name;

  @Mixin private ProjectOption project = new ProjectOption();

  @Option(
      names = "--outcome",
      paramLabel = "OUTCOME",
      description = "Only runs with this outcome: ${COMPLETION-CANDIDATES}.")
  private @Nullable Outcome outcome;

  @Option(
      names = "--cause",
      paramLabel = "ID",
      description = "Only runs whose cause begins with ID, e.g. kernel/ or login/rejected.")
  private @Nullable String cause;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = Since.class,
      description = "Only runs since a UTC date (2026-11-22) or within a period (12h, 7d).")
  private @Nullable Instant since;

  @Option(
      names = "--last",
      paramLabel = "N",
      converter = Count.class,
      description = "At most N runs; default: 20.")
  private int last = SHOWN;

  @Option(names = "--all", description = "All runs.")
  private boolean all;

  @Option(names = "--json", description = "Print one line of JSON per run.")
  private boolean json;

  /**
   * Whether these words are so plain that picocli need not read them; if so, the command has them.
   */
  boolean takes(List<String> words) {
    return new PlainWords()
        .words(1, word -> name = word)
        .value("--project", folder -> project = new ProjectOption(Path.of(folder)))
        .value("--cause", id -> cause = id)
        .value("--since", time -> since = new Since().convert(time))
        .value("--last", count -> last = new Count().convert(count))
        .flag("--all", () -> all = true)
        .flag("--json", () -> json = true)
        .read(words);
  }

  @Override
  public Integer call() throws IOException {
    List<LedgerEntry> every = Runs.of("runs", project.path());
    if (every.isEmpty() && !json) {
      System.err.println("bootwitness runs: " + Runs.none(project.path()));
      return ExitCodes.PASSED;
    }
    List<LedgerEntry> runs =
        every.stream()
            .filter(run -> name == null || run.name().equals(name))
            .filter(run -> outcome == null || run.outcome() == outcome)
            .filter(run -> cause == null || run.cause().startsWith(cause))
            .filter(run -> since == null || !run.beganAt().isBefore(since))
            .toList();
    int most = all ? runs.size() : last;
    List<LedgerEntry> shown = runs.subList(Math.max(0, runs.size() - most), runs.size());
    Output output = Output.standard(false);
    output.stream()
        .print(
            json ? RunsText.json(shown) : RunsText.of(shown, output.style(), output.widthOr(WIDE)));
    output.stream().flush();
    return ExitCodes.PASSED;
  }
}
