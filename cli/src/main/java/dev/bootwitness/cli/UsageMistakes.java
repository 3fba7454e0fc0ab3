package dev.bootwitness.cli;

import dev.bootwitness.base.Nearest;
import dev.bootwitness.diagnosis.verdict.ExitCodes;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;

/**
 * Explains what is wrong with a command line: what was given, what was probably meant, where to
 * read more.
 */
final class UsageMistakes implements CommandLine.IParameterExceptionHandler {

  /** How picocli names the constants of an enum. */
  private static final Pattern CHOICE =
      Pattern.compile("expected one of (\\[[A-Z_, ]+\\]) \\(case-insensitive\\)");

  @Override
  public int handleParseException(CommandLine.ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    PrintWriter err = command.getErr();
    if (e instanceof CommandLine.UnmatchedArgumentException unmatched) {
      err.println(name + ": " + unmatched(command, unmatched) + " See `" + name + " --help`.");
    } else if (command.getSubcommands().isEmpty()) {
      err.println(name + ": " + asWritten(e) + ". See `" + name + " --help`.");
    } else {
      err.println(e.getMessage());
      command.usage(err);
    }
    return ExitCodes.USAGE_OR_SPEC;
  }

  /** The words that an option takes, as its help has them. */
  private static String asWritten(CommandLine.ParameterException e) {
    return CHOICE
        .matcher(String.valueOf(e.getMessage()))
        .replaceFirst(found ->
            Matcher.quoteReplacement("expected one of " + found.group(1).toLowerCase(Locale.ROOT)));
  }

  private static String unmatched(
      CommandLine command, CommandLine.UnmatchedArgumentException unmatched) {
    String word = unmatched.getUnmatched().getFirst();
    if (unmatched.isUnknownOption()) {
      List<String> options =
          command.getCommandSpec().options().stream().map(o -> o.longestName()).toList();
      return "there is no option " + word + "." + hint(Nearest.to(word, options));
    }
    Set<String> commands = command.getSubcommands().keySet();
    if (commands.isEmpty()) {
      return "\"" + word + "\" is one argument too many.";
    }
    return "there is no command "
        + word
        + "."
        + hint(Nearest.to(word, commands))
        + " Commands: "
        + String.join(", ", commands)
        + ".";
  }

  private static String hint(Optional<String> nearest) {
    return nearest.map(n -> " Did you mean `" + n + "`?").orElse("");
  }
}
