package dev.bootwitness.cli;

import dev.bootwitness.diagnosis.Diagnosis;
import dev.bootwitness.diagnosis.ExitCodes;
import dev.bootwitness.record.RecordReader;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.record.StampedEvent;
import dev.bootwitness.record.Verdict;
import dev.bootwitness.report.VerdictText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code bootwitness report}. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description =
        "Prints the verdict of a record again, by today's rules; also of a run that was killed.")
final class ReportCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..1",
      paramLabel = "RUN",
      defaultValue = ".bootwitness/runs/latest",
      description = "A run's folder; default: the latest run of this folder.")
  private Path run = Path.of(".bootwitness/runs/latest");

  @Override
  public Integer call() {
    try {
      RunDirectory directory = RunDirectory.open(run.toRealPath());
      List<StampedEvent> events = new ArrayList<>();
      var gaps = new RecordReader(directory).read(events::add);
      Verdict verdict = Diagnosis.ofRecord(events);
      Output output = Output.standard(true);
      VerdictText.print(verdict, directory.path(), output.style(), output.stream());
      gaps.sentences().forEach(output.stream()::println);
      return ExitCodes.PASSED;
    } catch (IOException e) {
      System.err.println(
          "bootwitness report: "
              + run
              + " is not a readable record: "
              + e.getMessage()
              + ". Give a folder below .bootwitness/runs.");
      return ExitCodes.USAGE_OR_SPEC;
    }
  }
}
