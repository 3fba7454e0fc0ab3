package dev.bootwitness.cli;

import dev.bootwitness.diagnosis.verdict.ExitCodes;
import dev.bootwitness.report.terminal.Style;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bootwitness queue}: the task queue for people and scripts. */
@Command(
    name = "queue",
    mixinStandardHelpOptions = true,
    description = {
      "Manages the task queue, a Markdown file that failed runs add tasks to.",
      "Runs keep one if the spec says `archive:` or `queue:`."
    })
final class QueueCommand implements Runnable {

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "A command is missing. Try `bootwitness queue list`, or one of these:");
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the active tasks, the most urgent first.")
  int list(@Mixin QueueFileOption option) {
    return option.run(
        "list",
        (queue, file) -> {
          List<String> tasks = queue.list(style());
          tasks.forEach(System.out::println);
          if (tasks.isEmpty()) {
            System.out.println("No active tasks in " + style().safe(file.toString()) + ".");
          }
          return ExitCodes.PASSED;
        });
  }

  @Command(
      name = "next",
      mixinStandardHelpOptions = true,
      description = "Prints the first active task in full.")
  int next(@Mixin QueueFileOption option) {
    return option.run(
        "next",
        (queue, file) -> {
          List<String> task = queue.next(style());
          task.forEach(System.out::println);
          if (task.isEmpty()) {
            System.out.println("No active tasks in " + style().safe(file.toString()) + ".");
          }
          return ExitCodes.PASSED;
        });
  }

  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description = "Adds a task after the others. Creates the file if there is none.")
  int add(
      @Mixin QueueFileOption option,
      @Parameters(paramLabel = "TITLE", description = "The task in one line.") String title,
      @Option(names = "--next", paramLabel = "TEXT", description = "What to do first.")
          @Nullable String next) {
    return option.run(
        "add",
        (queue, file) -> {
          String number = queue.add(title, Optional.ofNullable(next));
          System.out.println("Added to " + style().safe(file.toString()) + " as " + number);
          return ExitCodes.PASSED;
        });
  }

  @Command(
      name = "done",
      mixinStandardHelpOptions = true,
      description = "Moves an active task, with its whole text, to the completed ones.")
  int done(
      @Mixin QueueFileOption option,
      @Parameters(
              paramLabel = "TASK",
              description = "Its number in the file, words of its title, or its fingerprint.")
          String task,
      @Option(names = "--note", paramLabel = "TEXT", description = "How it was done.")
          @Nullable String note) {
    return option.run(
        "done",
        (queue, file) -> {
          String title = queue.done(task, LocalDate.now(ZoneOffset.UTC), Optional.ofNullable(note));
          System.out.println("Done: " + style().safe(title));
          return ExitCodes.PASSED;
        });
  }

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description =
          "Checks the file: a missing list of active tasks, a task or number given twice, a damaged"
              + " comment. The exit code is 2 if something is wrong, else 0. Open tasks are not wrong.")
  int check(@Mixin QueueFileOption option) {
    return option.run(
        "check",
        (queue, file) -> {
          List<String> wrong = queue.check();
          wrong.forEach(line -> System.err.println(style().safe(file + ":" + line)));
          if (wrong.isEmpty()) {
            String state =
                Files.exists(file)
                    ? queue.tally() + ", nothing wrong."
                    : "there is no such file yet. `bootwitness queue add TITLE` creates it.";
            System.out.println(style().safe(file.toString()) + ": " + state);
          }
          return wrong.isEmpty() ? ExitCodes.PASSED : ExitCodes.USAGE_OR_SPEC;
        });
  }

  private static Style style() {
    return Output.standard(true).style();
  }
}
