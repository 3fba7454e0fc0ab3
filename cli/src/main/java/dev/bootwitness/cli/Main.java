package dev.bootwitness.cli;

import dev.bootwitness.base.VisibleText;
import dev.bootwitness.diagnosis.catalogue.CauseDocs;
import dev.bootwitness.diagnosis.verdict.ExitCodes;
import dev.bootwitness.record.FileTrouble;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
    System.exit(output.exitCode(execute(args)));
  }

  /** Executes the command line; by picocli, unless the words are plain. */
  static int execute(String... words) {
    Optional<String> mistake =
        System.getenv(CauseDocs.VARIABLE) == null
            ? Optional.empty()
            : CauseDocs.mistake(System.getenv());
    if (mistake.isPresent()) {
      System.err.println("bootwitness: " + VisibleText.of(mistake.get()));
      return ExitCodes.USAGE_OR_SPEC;
    }
    Callable<Integer> plain = plain(List.of(words));
    if (plain == null) {
      return commandLine(words).execute(words);
    }
    try {
      return plain.call();
    } catch (Exception e) {
      return trouble(
          "bootwitness " + words[0], e, new PrintWriter(System.err, true, System.err.charset()));
    }
  }

  /** The command for words that need no picocli: the commands whose start-up time matters most. */
  private static @Nullable Callable<Integer> plain(List<String> words) {
    String first = words.isEmpty() ? "" : words.getFirst();
    List<String> rest = words.subList(Math.min(1, words.size()), words.size());
    return switch (first) {
      case "--version", "-V" -> rest.isEmpty() ? Version::print : null;
      case "runs" -> {
        RunsCommand runs = new RunsCommand();
        yield runs.takes(rest) ? runs : null;
      }
      case "run" -> {
        RunCommand run = new RunCommand();
        yield run.takes(rest) ? run : null;
      }
      default -> null;
    };
  }

  /** The command line for these words: all of it, or only the command that the first word names. */
  static CommandLine commandLine(String... words) {
    CommandLine root = new CommandLine(new Main());
    Commands.of(words).forEach((name, command) -> root.addSubcommand(name, command.get()));
    return root.setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(new UsageMistakes())
        .setExecutionExceptionHandler(
            (e, line, _) -> trouble(line.getCommandSpec().qualifiedName(), e, line.getErr()));
  }

  /** A failure that a command could not handle: a problem with a file, or a bug of ours. */
  private static int trouble(String command, Exception e, PrintWriter err) {
    if (e instanceof IOException file) {
      err.println(command + ": " + FileTrouble.of(file) + ".");
    } else {
      err.println("bootwitness: internal error: " + e);
      e.printStackTrace(err);
    }
    return ExitCodes.HOST_OR_HARNESS;
  }

  /** Without a command, the only thing to do is to list the commands. */
  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "A command is missing. Try `bootwitness demo`, or one of these:");
  }
}
