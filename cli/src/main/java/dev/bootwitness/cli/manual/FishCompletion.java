package dev.bootwitness.cli.manual;

import dev.bootwitness.cli.manual.HelpWords.Place;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Completion for fish: a line for each command and each option. */
public final class FishCompletion {

  private FishCompletion() {}

  /** The script. */
  public static String of(CommandLine root) {
    StringBuilder text =
        new StringBuilder(
            """
            # Completion of bootwitness in fish. Made of the commands' own help.
            # Whether the words before the cursor that are commands are exactly these.
            function __bootwitness_at
                set -l found
                for word in (commandline -opc)[2..]
                    if contains -- "$found $word" %s
                        set found "$found $word"
                    end
                end
                test "$found" = "$argv"
            end

            complete -c bootwitness -f
            """
                .formatted(
                    HelpWords.all(root).stream()
                        .filter(command -> command.getParent() != null)
                        .map(command -> quoted(path(command)))
                        .collect(Collectors.joining(" "))));
    HelpWords.all(root).forEach(command -> text.append(lines(command)));
    return text.toString();
  }

  /** The command's words after the program's name, each after a space. */
  private static String path(CommandLine command) {
    return command.getCommandSpec().qualifiedName().substring("bootwitness".length());
  }

  private static String lines(CommandLine command) {
    StringBuilder text = new StringBuilder("\n");
    String begin =
        "complete -c bootwitness -n " + quoted("__bootwitness_at " + quoted(path(command)));
    command
        .getSubcommands()
        .forEach((name, below) ->
            text.append(begin)
                .append(" -a ")
                .append(name)
                .append(" -d ")
                .append(quoted(HelpWords.summary(below)))
                .append('\n'));
    for (OptionSpec option : HelpWords.options(command.getCommandSpec())) {
      text.append(begin);
      for (String name : option.names()) {
        text.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceFirst("^--?", ""));
      }
      text.append(HelpWords.takesValue(option) ? " -x" : "");
      text.append(HelpWords.takesValue(option) ? offer(option) : "");
      text.append(" -d ").append(quoted(HelpWords.meaning(option))).append('\n');
    }
    for (ArgSpec parameter : command.getCommandSpec().positionalParameters()) {
      String offer = offer(parameter);
      text.append(offer.isEmpty() ? "" : begin + offer + "\n");
    }
    return text.toString();
  }

  private static String offer(ArgSpec argument) {
    List<String> choices = HelpWords.choices(argument);
    if (!choices.isEmpty()) {
      return " -a " + quoted(String.join(" ", choices));
    }
    return switch (Place.of(argument)) {
      case FILE -> " -a '(__fish_complete_path (commandline -ct))'";
      case FOLDER -> " -a '(__fish_complete_directories (commandline -ct))'";
      case NOTHING -> "";
    };
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
