package dev.bootwitness.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code bootwitness known}: a group of commands, nothing by itself. */
@Command(
    name = "known",
    mixinStandardHelpOptions = true,
    description =
        "Lists the failures that known.yaml names, compares them with the runs of the project, and"
            + " adds one.",
    subcommands = {KnownListCommand.class, KnownCheckCommand.class, KnownAddCommand.class})
final class KnownCommand implements Runnable {

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "A command is missing. Try `bootwitness known check`, or one of these:");
  }
}
