package dev.bootwitness.cli;

import dev.bootwitness.diagnosis.verdict.ExitCodes;
import dev.bootwitness.engine.host.HostReport;
import dev.bootwitness.engine.run.RunOptions;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bootwitness doctor}. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description =
        "Reports whether runs can work on this host, how fast guests are, and what killed runs left"
            + " behind.")
final class DoctorCommand implements Callable<Integer> {

  @Option(
      names = "--project",
      paramLabel = "DIR",
      description = "Folder whose .bootwitness holds records and images; default: this folder.")
  private Path project = Path.of("");

  @Option(names = "--clean", description = "Removes what killed runs left behind, but no records.")
  private boolean clean;

  @Override
  public Integer call() throws InterruptedException {
    RunOptions options =
        new RunOptions(project.toAbsolutePath().normalize(), System.getenv(), Version.text());
    Output output = Output.standard(true);
    PrintStream out = output.stream();
    HostReport report = HostReport.of(options);
    DoctorText text = new DoctorText(output.style());
    text.lines(report, clean).forEach(out::println);
    if (clean && !report.leftovers().isEmpty()) {
      List<String> failed = HostReport.clean(options);
      failed.forEach(line -> out.println(text.notRemoved(line)));
    }
    return report.ready() ? ExitCodes.PASSED : ExitCodes.HOST_OR_HARNESS;
  }
}
