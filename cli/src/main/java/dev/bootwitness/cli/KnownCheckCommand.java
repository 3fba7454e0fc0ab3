package dev.bootwitness.cli;

import dev.bootwitness.diagnosis.known.KnownEntry;
import dev.bootwitness.diagnosis.verdict.ExitCodes;
import dev.bootwitness.report.known.KnownCheck;
import dev.bootwitness.report.known.KnownState;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bootwitness known check}. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description =
        "Compares known.yaml with the runs of the project, and names the entries that have expired,"
            + " have never matched, or whose cause has been cured.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every entry is needed, or there are too few runs to say",
      "1:an entry has expired, never matched, or is cured",
      "2:known.yaml has a mistake"
    })
final class KnownCheckCommand implements Callable<Integer> {

  private static final int USUAL = 100;

  @Mixin private ProjectOption project = new ProjectOption();

  @Option(
      names = "--runs",
      paramLabel = "N",
      converter = Count.class,
      description = "How many of the last runs that an entry is about are looked at; default: 100.")
  private int runs = USUAL;

  @Override
  public Integer call() throws IOException {
    Optional<List<KnownEntry>> entries = KnownListCommand.read(project.path());
    if (entries.isEmpty()) {
      return ExitCodes.USAGE_OR_SPEC;
    }
    List<KnownState> states =
        KnownCheck.of(
            entries.get(),
            Runs.of("known check", project.path()),
            runs,
            LocalDate.now(ZoneOffset.UTC));
    Output output = Output.standard(false);
    output.stream().print(KnownText.check(states, runs, output.style()));
    output.stream().flush();
    return states.stream().anyMatch(KnownState::needsAttention)
        ? ExitCodes.FAILED
        : ExitCodes.PASSED;
  }
}
