package dev.bootwitness.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options of every command that runs a spec. */
final class RunSettings {

  @Option(
      names = "--project",
      paramLabel = "DIR",
      description = "Folder whose .bootwitness holds records and images; default: this folder.")
  Path project = Path.of("");

  @Option(
      names = "--plain",
      description =
          "Print one line per phase and stage and redraw nothing. Implied when stdout is not a terminal.")
  boolean plain;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print the verdict only, without progress.")
  boolean quiet;

  @Option(
      names = "--fresh",
      description = "Boot even if there is a checkpoint, and make a new one.")
  boolean fresh;
}
