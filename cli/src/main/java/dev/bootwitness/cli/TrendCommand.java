package dev.bootwitness.cli;

import dev.bootwitness.diagnosis.verdict.ExitCodes;
import dev.bootwitness.report.history.LedgerEntry;
import dev.bootwitness.report.history.Trend;
import dev.bootwitness.report.terminal.TrendText;
import dev.bootwitness.report.trend.TrendPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bootwitness trend}. */
@Command(
    name = "trend",
    mixinStandardHelpOptions = true,
    description =
        "Shows how the times of a spec's passing runs developed, per phase and stage, and which"
            + " checks are flaky.")
final class TrendCommand implements Callable<Integer> {

  private static final int SHOWN = 40;

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "The spec's name; default: the spec of the latest run.")
  private @Nullable String name;

  @Mixin private ProjectOption project = new ProjectOption();

  @Option(
      names = "--last",
      paramLabel = "N",
      converter = Count.class,
      description = "At most N passing runs of each kind; default: 40.")
  private int last = SHOWN;

  @Option(names = "--html", paramLabel = "FILE", description = "Writes a page with charts instead.")
  private @Nullable Path html;

  @Override
  public Integer call() throws IOException {
    List<LedgerEntry> all = Runs.of("trend", project.path());
    String wanted = name != null ? name : all.isEmpty() ? "" : all.getLast().name();
    List<LedgerEntry> runs = all.stream().filter(run -> run.name().equals(wanted)).toList();
    if (runs.isEmpty()) {
      System.err.println(
          "bootwitness trend: "
              + (all.isEmpty()
                  ? Runs.none(project.path())
                  : "no run of a spec named \""
                      + wanted
                      + "\" in "
                      + project.path().toAbsolutePath().resolve(".bootwitness")
                      + ". See `bootwitness runs`."));
      return ExitCodes.USAGE_OR_SPEC;
    }
    Trend trend = Trend.of(wanted, runs, last);
    if (html != null) {
      Files.writeString(html, TrendPage.of(trend));
    } else {
      Output output = Output.standard(false);
      output.stream().print(TrendText.of(trend, output.style()));
      output.stream().flush();
    }
    return ExitCodes.PASSED;
  }
}
