package dev.bootwitness.cli;

import dev.bootwitness.diagnosis.known.KnownEntry;
import dev.bootwitness.diagnosis.verdict.ExitCodes;
import dev.bootwitness.engine.binding.SpecException;
import dev.bootwitness.engine.binding.SpecProblem;
import dev.bootwitness.engine.known.KnownFile;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code bootwitness known list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists the failures that known.yaml names, with ticket, owner and last day.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:they were listed, or there is no known.yaml", "2:known.yaml has a mistake"})
final class KnownListCommand implements Callable<Integer> {

  @Mixin private ProjectOption project = new ProjectOption();

  @Override
  public Integer call() {
    Optional<List<KnownEntry>> entries = read(project.path());
    if (entries.isEmpty()) {
      return ExitCodes.USAGE_OR_SPEC;
    }
    Output output = Output.standard(false);
    output.stream()
        .print(KnownText.list(entries.get(), LocalDate.now(ZoneOffset.UTC), output.style()));
    output.stream().flush();
    return ExitCodes.PASSED;
  }

  /** The entries of a project; after a mistake, which is printed, empty. */
  static Optional<List<KnownEntry>> read(Path project) {
    try {
      return Optional.of(KnownFile.read(project));
    } catch (SpecException e) {
      e.problems().stream().map(SpecProblem::toString).forEach(System.err::println);
      return Optional.empty();
    }
  }
}
