package dev.bootwitness.cli;

import dev.bootwitness.base.yaml.DataFileException;
import dev.bootwitness.diagnosis.Diagnosis;
import dev.bootwitness.diagnosis.Replay;
import dev.bootwitness.diagnosis.catalogue.Pack;
import dev.bootwitness.diagnosis.catalogue.Packs;
import dev.bootwitness.diagnosis.rules.KeptKnowledge;
import dev.bootwitness.diagnosis.rules.RuleSet;
import dev.bootwitness.diagnosis.verdict.ExitCodes;
import dev.bootwitness.record.FileTrouble;
import dev.bootwitness.record.RecordGaps;
import dev.bootwitness.record.RecordReader;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.record.Verdict;
import dev.bootwitness.report.followup.LeftOver;
import dev.bootwitness.report.followup.Reports;
import dev.bootwitness.report.story.RunReport;
import dev.bootwitness.report.terminal.Style;
import dev.bootwitness.report.terminal.VerdictText;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bootwitness report}. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the verdict of a record again, by today's rules and the run's own packs. Works for killed runs too.",
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

  @Option(
      names = "--pack",
      paramLabel = "NAME|DIR",
      description =
          "A pack of causes, rules and status files, besides those of the run; may be repeated. It takes"
              + " the place of the run's own pack of that name.")
  private List<String> packs = new ArrayList<>();

  /** The file for each report that was asked for. */
  private final Map<RunReport, Path> files = new LinkedHashMap<>();

  /** An option for each kind of report. */
  @Spec
  void declare(CommandSpec spec) {
    for (RunReport report : Reports.ALL) {
      spec.addOption(
          OptionSpec.builder("--" + report.name())
              .paramLabel("FILE")
              .type(Path.class)
              .description(report.help())
              .setter(new FileOf(report))
              .build());
    }
  }

  /** Keeps the file that an option names; picocli clears it before it parses. */
  private final class FileOf implements ISetter {
    private final RunReport report;

    FileOf(RunReport report) {
      this.report = report;
    }

    @Override
    public <T> @Nullable T set(@Nullable T value) {
      if (value == null) {
        files.remove(report);
      } else {
        files.put(report, (Path) value);
      }
      return null;
    }
  }

  @Override
  public Integer call() {
    // Rules are read in parallel with the record.
    Thread.ofPlatform().daemon().name("diagnosis").start(Diagnosis::prepare);
    RunDirectory directory;
    Verdict verdict;
    RecordGaps gaps;
    RuleSet rules;
    List<Pack> further;
    try {
      further = Packs.find(packs, Path.of(""));
    } catch (DataFileException e) {
      System.err.println(e.getMessage());
      return ExitCodes.USAGE_OR_SPEC;
    } catch (IOException e) {
      System.err.println("bootwitness report: --pack: " + e.getMessage() + ".");
      return ExitCodes.USAGE_OR_SPEC;
    }
    try {
      directory = run.find();
      rules = KeptKnowledge.of(directory, further, List.of(), LocalDate.now(ZoneOffset.UTC));
      Replay replay = new Replay(rules);
      gaps = new RecordReader(directory).read(replay);
      verdict = replay.verdict();
    } catch (DataFileException e) {
      System.err.println(e.getMessage());
      return ExitCodes.USAGE_OR_SPEC;
    } catch (IOException e) {
      System.err.println("bootwitness report: " + FileTrouble.of(e));
      return ExitCodes.USAGE_OR_SPEC;
    }
    rules
        .notes()
        .forEach(note -> System.err.println("bootwitness report: " + Style.PLAIN.safe(note)));
    if (gaps.origin().isNewer()) {
      System.err.println("bootwitness report: " + Style.PLAIN.safe(gaps.origin().sentence()) + ".");
    }
    try {
      if (write || !files.isEmpty()) {
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
    for (Map.Entry<RunReport, Path> wanted : files.entrySet()) {
      to(wanted.getValue(), reports, wanted.getKey());
    }
  }

  private static void to(Path file, Reports reports, RunReport report) throws IOException {
    if (file.toString().equals("-")) {
      Writer out = new OutputStreamWriter(System.out, StandardCharsets.UTF_8);
      reports.write(report, out);
      out.flush();
      return;
    }
    try (Writer out = Files.newBufferedWriter(file)) {
      reports.write(report, out);
    } catch (IOException e) {
      throw new IOException(file + ": " + FileTrouble.why(e), e);
    }
  }
}
