package dev.bootwitness.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code bootwitness checkpoint}: a group of commands, nothing by itself. */
@Command(
    name = "checkpoint",
    mixinStandardHelpOptions = true,
    description =
        "Lists and removes checkpoints: machines frozen at their root shell, from which later runs"
            + " start.",
    subcommands = {
      CheckpointListCommand.class,
      CheckpointShowCommand.class,
      CheckpointPruneCommand.class,
    })
final class CheckpointCommand implements Runnable {

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "A command is missing. Try `bootwitness checkpoint list`, or one of these:");
  }
}
