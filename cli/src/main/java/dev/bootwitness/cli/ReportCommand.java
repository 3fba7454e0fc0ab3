package dev.bootwitness.cli;

import dev.bootwitness.diagnosis.Diagnosis;
import dev.bootwitness.diagnosis.Replay;
import dev.bootwitness.diagnosis.rules.RuleSet;
import dev.bootwitness.diagnosis.verdict.ExitCodes;
import dev.bootwitness.record.FileTrouble;
import dev.bootwitness.record.RecordGaps;
import dev.bootwitness.record.RecordReader;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.record.Verdict;
import dev.bootwitness.report.followup.LeftOver;
import dev.bootwitness.report.followup.Reports;
import dev.bootwitness.report.terminal.Style;
import dev.bootwitness.report.terminal.VerdictText;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bootwitness report}. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the verdict of a record again, by today's rules. Works for killed runs too.",
      "With options, writes reports instead. FILE may be - for standard output."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the record was read, whatever its verdict",
      "2:the run cannot be found or read",
      "3:a report cannot be written"
    })
final class ReportCommand implements Callable<Integer> {

  @Mixin private RunArgument run = new RunArgument();

  @Option(
      names = "--write",
      description = "Write report.html, report.md and junit.xml into the run's folder.")
  private boolean write;

  @Option(names = "--html", paramLabel = "FILE", description = "Write the page for a browser.")
  private @Nullable Path html;

  @Option(names = "--md", paramLabel = "FILE", description = "Write the investigation log.")
  private @Nullable Path markdown;

  @Option(names = "--junit", paramLabel = "FILE", description = "Write the run as JUnit XML.")
  private @Nullable Path junit;

  @Override
  public Integer call() {
    // Rules are read in parallel with the record.
    Thread.ofPlatform().daemon().name("diagnosis").start(Diagnosis::prepare);
    RunDirectory directory;
    Verdict verdict;
    RecordGaps gaps;
    try {
      directory = run.find();
      Replay replay = new Replay(RuleSet.bundled());
      gaps = new RecordReader(directory).read(replay);
      verdict = replay.verdict();
    } catch (IOException e) {
      System.err.println("bootwitness report: " + FileTrouble.of(e));
      return ExitCodes.USAGE_OR_SPEC;
    }
    if (gaps.origin().isNewer()) {
      System.err.println("bootwitness report: " + Style.PLAIN.safe(gaps.origin().sentence()) + ".");
    }
    try {
      if (write || html != null || markdown != null || junit != null) {
        written(Reports.of(directory, verdict, System.getenv()));
      } else {
        Output output = Output.standard(false);
        int width = output.widthOr(VerdictText.COLUMNS);
        VerdictText.print(verdict, directory.path(), output.style(), width, output.stream());
        gaps.sentences().stream()
            .filter(gap -> !gap.equals(gaps.origin().sentence()))
            .forEach(gap -> output.stream().println(output.style().safe(gap)));
        if (Runs.running(directory.path())) {
          output.stream().println("This run is still going on. This is what is known so far.");
        }
        if (LeftOver.isIn(directory, Unfinished::isHeld)) {
          output.stream()
              .println(
                  "This run was killed after its verdict. `bootwitness report --write` writes its"
                      + " reports; the next run of its spec also updates archive and task queue.");
        }
      }
      return ExitCodes.PASSED;
    } catch (IOException e) {
      System.err.println(
          "bootwitness report: cannot write the report: "
              + FileTrouble.of(e)
              + ". Use --html FILE, --md FILE or --junit FILE to write it elsewhere.");
      return ExitCodes.HOST_OR_HARNESS;
    }
  }

  private void written(Reports reports) throws IOException {
    if (write) {
      reports.writeAll();
    }
    if (html != null) {
      to(html, reports::html);
    }
    if (markdown != null) {
      to(markdown, reports::markdown);
    }
    if (junit != null) {
      to(junit, reports::junit);
    }
  }

  private interface Report {
    void write(Writer out) throws IOException;
  }

  private static void to(Path file, Report report) throws IOException {
    if (file.toString().equals("-")) {
      Writer out = new OutputStreamWriter(System.out, StandardCharsets.UTF_8);
      report.write(out);
      out.flush();
      return;
    }
    try (Writer out = Files.newBufferedWriter(file)) {
      report.write(out);
    } catch (IOException e) {
      throw new IOException(file + ": " + FileTrouble.why(e), e);
    }
  }
}
