package dev.bootwitness.cli;

import dev.bootwitness.diagnosis.verdict.ExitCodes;
import dev.bootwitness.record.FileTrouble;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code bootwitness}. */
@Command(
    name = "bootwitness",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Boots an operating-system image in a virtual machine, works its serial console, checks it,"
            + " and names what went wrong.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:passed",
      "1:the image is at fault",
      "2:usage or spec error",
      "3:host or harness broken",
      "4:inconclusive: the evidence does not support a name",
      "130:interrupted",
      "141:the reader closed the pipe early (e.g. `| head`)"
    })
public final class Main implements Runnable {

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  /** Runs the program and exits with its status. */
  public static void main(String[] args) {
    StandardOutput output = StandardOutput.install();
    System.exit(output.exitCode(commandLine(args).execute(args)));
  }

  /** The command line for these words: all of it, or its one command that the first word names. */
  static CommandLine commandLine(String... words) {
    CommandLine root = new CommandLine(new Main());
    Commands.of(words).forEach((name, command) -> root.addSubcommand(name, command.get()));
    return root.setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(new UsageMistakes())
        .setExecutionExceptionHandler((e, line, result) -> {
          if (e instanceof IOException file) {
            line.getErr()
                .println(line.getCommandSpec().qualifiedName() + ": " + FileTrouble.of(file) + ".");
            return ExitCodes.HOST_OR_HARNESS;
          }
          line.getErr().println("bootwitness: internal error: " + e);
          e.printStackTrace(line.getErr());
          return ExitCodes.HOST_OR_HARNESS;
        });
  }

  /** Without a command there is nothing to do but to say which there are. */
  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "A command is missing. Try `bootwitness demo`, or one of these:");
  }
}
