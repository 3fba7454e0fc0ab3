package dev.bootwitness.cli;

import dev.bootwitness.record.RunDirectory;
import java.io.IOException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The argument for the single run that a command uses. */
final class RunArgument {

  @Mixin private ProjectOption project = new ProjectOption();

  @Parameters(
      arity = "0..1",
      paramLabel = "RUN",
      defaultValue = "latest",
      description =
          "A run: its id or the beginning of it, its folder, latest, or latest~1 for the one before;"
              + " default: ${DEFAULT-VALUE}.")
  private String run = "latest";

  /**
   * Finds the record.
   *
   * @throws IOException as {@link RunChoice#find}
   */
  RunDirectory find() throws IOException {
    return RunChoice.find(project.path(), run);
  }
}
