package dev.bootwitness.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option for the project whose runs a command uses. */
final class ProjectOption {

  @Option(
      names = "--project",
      paramLabel = "DIR",
      description = "Folder whose .bootwitness has the runs; default: this folder.")
  private Path project = Path.of("");

  ProjectOption() {}

  ProjectOption(Path project) {
    this.project = project;
  }

  Path path() {
    return project;
  }
}
