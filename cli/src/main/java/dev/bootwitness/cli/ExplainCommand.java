package dev.bootwitness.cli;

import dev.bootwitness.base.VisibleText;
import dev.bootwitness.base.yaml.DataFileException;
import dev.bootwitness.diagnosis.LogExplainer;
import dev.bootwitness.diagnosis.Replay;
import dev.bootwitness.diagnosis.catalogue.CauseDocs;
import dev.bootwitness.diagnosis.catalogue.Pack;
import dev.bootwitness.diagnosis.catalogue.Packs;
import dev.bootwitness.diagnosis.intake.LogFile;
import dev.bootwitness.diagnosis.intake.LogFiles;
import dev.bootwitness.diagnosis.rules.KeptKnowledge;
import dev.bootwitness.diagnosis.rules.RuleSet;
import dev.bootwitness.diagnosis.verdict.ExitCodes;
import dev.bootwitness.diagnosis.verdict.Explanation;
import dev.bootwitness.record.FileTrouble;
import dev.bootwitness.record.RecordGaps;
import dev.bootwitness.record.RecordReader;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.report.json.ExplanationJson;
import dev.bootwitness.report.terminal.ExplanationText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bootwitness explain}. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description =
        "Names the first cause of a failure in a saved log, or reports that there is none.",
    footer = {
      "%nA log is the output of a serial console, a recording of script(1) or asciinema, journalctl"
          + " output (short, short-monotonic, export, json), dmesg output or a LAVA job's log, plain or"
          + " compressed by gzip, xz, zstd or bzip2. Its kind is recognised by content."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:the log was read, whatever it shows", "2:the log cannot be read"})
final class ExplainCommand implements Callable<Integer> {

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE|DIR|RUN|-",
      description =
          "Logs, runs (a folder, or an id in this folder), or - for standard input. Several are explained"
              + " one after the other, each under its name. Of a folder, a pattern with * or an archive"
              + " (.tar, .zip), all logs are read, and a table of their causes is printed.")
  private List<String> inputs = List.of();

  @Option(names = "--json", description = "Print one JSON object for each log instead of text.")
  private boolean json;

  @Option(
      names = "--jsonl",
      description = "Print one line of JSON for each log, with the log's name.")
  private boolean jsonLines;

  @Option(
      names = "--group",
      description =
          "Put logs that failed alike together: by cause and subject without its numbers, else by the"
              + " line that is quoted; and list the names.")
  private boolean grouped;

  @Option(
      names = "--rules",
      paramLabel = "DIR",
      description =
          "A folder of further rules (*.yaml), read after the built-in ones. May be repeated.")
  private List<Path> rules = new ArrayList<>();

  @Option(
      names = "--pack",
      paramLabel = "NAME|DIR",
      description =
          "A pack of causes, rules and status files for one product, read before --rules; may be repeated.")
  private List<String> packs = new ArrayList<>();

  @Override
  public Integer call() {
    List<Pack> further;
    try {
      further = Packs.find(packs, Path.of(""));
    } catch (DataFileException e) {
      System.err.println(e.getMessage());
      return ExitCodes.USAGE_OR_SPEC;
    } catch (IOException e) {
      System.err.println("bootwitness explain: --pack: " + e.getMessage() + ".");
      return ExitCodes.USAGE_OR_SPEC;
    }
    RuleSet set;
    try {
      set = knowledge(further);
    } catch (DataFileException e) {
      System.err.println(e.getMessage());
      return ExitCodes.USAGE_OR_SPEC;
    } catch (IOException e) {
      System.err.println(
          "bootwitness explain: --rules: "
              + FileTrouble.of(e)
              + ". Name a folder with *.yaml files.");
      return ExitCodes.USAGE_OR_SPEC;
    }
    if (jsonLines || grouped || inputs.stream().anyMatch(LogFiles::isMany)) {
      if (grouped && (json || jsonLines)) {
        System.err.println(
            "bootwitness explain: --group prints a table, --json and --jsonl a line for each log. Give one of them.");
        return ExitCodes.USAGE_OR_SPEC;
      }
      return new ExplainMany(log -> explain(log, set), jsonLines || json, grouped).run(inputs);
    }
    return inputs.size() == 1 ? one(inputs.getFirst(), set) : several(set);
  }

  private int one(String input, RuleSet set) {
    try {
      print(explain(input, set));
      return ExitCodes.PASSED;
    } catch (IOException e) {
      return unreadable(input, e);
    }
  }

  /** An unreadable file does not affect the others; the exit code reports it. */
  private int several(RuleSet set) {
    int[] exit = {ExitCodes.PASSED};
    InOrder.forEach(
        inputs.iterator(),
        input -> explain(input, set),
        (input, explained) -> {
          try {
            Explanation explanation = explained.get();
            heading(input);
            print(explanation);
          } catch (IOException e) {
            exit[0] = unreadable(input, e);
          }
        });
    return exit[0];
  }

  /** In JSON the objects follow one another in the order of the words. */
  private void heading(String input) {
    if (!json) {
      Output output = Output.standard(true);
      output.stream().println("== " + output.style().safe(input));
    }
  }

  static int unreadable(String input, IOException e) {
    System.err.println(
        "bootwitness explain: cannot read %s: %s. Name a log, a run's folder or id, or - for standard input."
            .formatted(VisibleText.of(input), VisibleText.of(FileTrouble.why(e))));
    return ExitCodes.USAGE_OR_SPEC;
  }

  private RuleSet knowledge(List<Pack> further) throws IOException {
    if (packs.isEmpty() && rules.isEmpty()) {
      return RuleSet.bundled();
    }
    return RuleSet.with(further, rules, LocalDate.now(ZoneOffset.UTC));
  }

  private Explanation explain(LogFile log, RuleSet set) throws IOException {
    if (log.folder().isPresent()) {
      return ofRun(log.folder().get());
    }
    if (inputs.contains(log.name())) {
      return explain(log.name(), set); // It may be standard input, or a run by its id.
    }
    try (InputStream in = log.content().open()) {
      return LogExplainer.explain(in, set);
    }
  }

  private Explanation explain(String input, RuleSet set) throws IOException {
    if (input.equals("-")) {
      return LogExplainer.explain(System.in, set);
    }
    Path path = file(input);
    if (Files.isDirectory(path)) {
      return ofRun(path);
    }
    try (InputStream in = Files.newInputStream(path)) {
      return LogExplainer.explain(in, set);
    }
  }

  /** A file or folder; if none has that name, a run of this project. */
  private static Path file(String input) {
    Path path = Path.of(input);
    if (!Files.exists(path)) {
      try {
        return RunChoice.find(Path.of(""), input).path();
      } catch (IOException e) {
        // Neither exists; opening the file reports it.
      }
    }
    return path;
  }

  /** By the packs and rules of the run, and then those of the command line. */
  private Explanation ofRun(Path path) throws IOException {
    RunDirectory directory = RunDirectory.open(path.toRealPath());
    if (!Files.isRegularFile(directory.events())) {
      throw new IOException("this folder has no events.jsonl, so it is not the record of a run");
    }
    Replay replay =
        new Replay(
            KeptKnowledge.of(
                directory, Packs.find(packs, Path.of("")), rules, LocalDate.now(ZoneOffset.UTC)));
    RecordGaps gaps = new RecordReader(directory).read(replay);
    return replay.explanation().noting(gaps.sentences());
  }

  private void print(Explanation explanation) throws IOException {
    Output output = Output.standard(true);
    if (json) {
      output.stream().print(ExplanationJson.of(explanation, CauseDocs.of(System.getenv())));
    } else {
      ExplanationText.print(explanation, output.style(), output.stream());
    }
    output.stream().flush();
  }
}
