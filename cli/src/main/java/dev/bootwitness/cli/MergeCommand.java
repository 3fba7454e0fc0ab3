package dev.bootwitness.cli;

import dev.bootwitness.base.VisibleText;
import dev.bootwitness.diagnosis.verdict.ExitCodes;
import dev.bootwitness.record.FileTrouble;
import dev.bootwitness.report.suite.MergedFolder;
import dev.bootwitness.report.suite.MergedFolder.Entry;
import dev.bootwitness.report.suite.MergedSuite;
import dev.bootwitness.report.suite.ShardException;
import dev.bootwitness.report.suite.ShardFile;
import dev.bootwitness.report.terminal.SuiteText;
import dev.bootwitness.report.terminal.SuiteText.Ended;
import dev.bootwitness.report.terminal.VerdictText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bootwitness merge}. */
@Command(
    name = "merge",
    mixinStandardHelpOptions = true,
    description = {
      "Joins the parts that `run --shard` ran into one folder: records, ledger, report.html and"
          + " junit.xml, and exits as the whole suite would have.",
      "A part, a spec or a check that is missing, or was run twice, is an error, and its name is"
          + " printed."
    })
final class MergeCommand implements Callable<Integer> {

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE|DIR",
      description =
          "The files of the parts, or folders below which they are; `run --shard` writes them below"
              + " .bootwitness/shards.")
  private List<Path> paths = List.of();

  @Option(
      names = "--into",
      paramLabel = "DIR",
      description = "Folder for the result; it may exist. Default: ${DEFAULT-VALUE}.",
      defaultValue = "merged")
  private Path into = Path.of("merged");

  @Override
  public Integer call() {
    try {
      List<ShardFile> files = new ArrayList<>();
      for (Path file : ShardFile.below(paths)) {
        files.add(ShardFile.open(file));
      }
      MergedSuite suite = MergedSuite.of(files);
      List<Entry> entries =
          MergedFolder.write(into, suite, System.getenv(), ExitCodes.HOST_OR_HARNESS);
      print(entries);
      suite
          .problems()
          .forEach(
              problem -> System.err.println("bootwitness merge: " + VisibleText.of(problem) + "."));
      return ExitCodes.together(
          Stream.concat(
                  entries.stream().map(Entry::exitCode),
                  suite.problems().stream().map(problem -> ExitCodes.HOST_OR_HARNESS))
              .toList());
    } catch (ShardException e) {
      System.err.println(
          "bootwitness merge: " + VisibleText.of(String.valueOf(e.getMessage())) + ".");
      return ExitCodes.USAGE_OR_SPEC;
    } catch (IOException e) {
      System.err.println("bootwitness merge: " + FileTrouble.of(e));
      return ExitCodes.HOST_OR_HARNESS;
    }
  }

  private void print(List<Entry> entries) {
    Output output = Output.standard(false);
    List<String> names = entries.stream().map(Entry::name).toList();
    SuiteText text = new SuiteText(names, output.style(), output.widthOr(VerdictText.COLUMNS));
    output.stream().print(text.summary(entries.stream().map(MergeCommand::ended).toList()));
    output.stream().println("report  " + MergedFolder.html(into));
    output.stream().println("junit   " + MergedFolder.junit(into));
    output.stream().flush();
  }

  private static Ended ended(Entry entry) {
    return entry.verdict().isPresent()
        ? Ended.with(entry.verdict().get(), entry.exitCode())
        : Ended.without(entry.why(), entry.exitCode());
  }
}
