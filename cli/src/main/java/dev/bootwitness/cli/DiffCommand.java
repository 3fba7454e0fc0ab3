package dev.bootwitness.cli;

import dev.bootwitness.diagnosis.verdict.ExitCodes;
import dev.bootwitness.record.FileTrouble;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.report.diff.Comparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bootwitness diff}. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description =
        "Compares two runs (image, machine, kernel command line, stages, units, log, checks,"
            + " verdict) and shows the first difference first. The exit code is 0 either way.")
final class DiffCommand implements Callable<Integer> {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "A",
      defaultValue = "latest~1",
      description =
          "A run: its id or the beginning of it, its folder, latest, or latest~1 for the one before;"
              + " default: ${DEFAULT-VALUE}.")
  private String a = "latest~1";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "B",
      defaultValue = "latest",
      description = "The run to compare with; default: ${DEFAULT-VALUE}.")
  private String b = "latest";

  @Mixin private ProjectOption project = new ProjectOption();

  @Option(
      names = "--all",
      description = "Lists every difference, including those that may be chance.")
  private boolean all;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Writes the comparison as one HTML file.")
  private @Nullable Path html;

  @Option(names = "--json", description = "Prints the comparison as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    Comparison comparison;
    try {
      RunDirectory first = RunChoice.find(project.path(), a);
      RunDirectory second = RunChoice.find(project.path(), b);
      comparison = Comparison.of(first, second);
    } catch (IOException e) {
      System.err.println("bootwitness diff: " + FileTrouble.of(e));
      return ExitCodes.USAGE_OR_SPEC;
    }
    if (json) {
      System.out.println(comparison.json());
    } else {
      comparison.text(Output.standard(false).style(), all).forEach(System.out::println);
    }
    return html == null ? ExitCodes.PASSED : written(comparison, html);
  }

  private static int written(Comparison comparison, Path file) {
    try {
      Files.writeString(file, comparison.html());
      return ExitCodes.PASSED;
    } catch (IOException e) {
      System.err.println(
          "bootwitness diff: cannot write the comparison: " + FileTrouble.of(e) + ".");
      return ExitCodes.HOST_OR_HARNESS;
    }
  }
}
