package dev.bootwitness.cli.manual;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The words of the commands' help, with the variables filled in that picocli fills in where it
 * prints.
 */
public final class HelpWords {

  private HelpWords() {}

  /** What an option or argument means. */
  public static String meaning(ArgSpec argument) {
    String text = String.join(" ", argument.description()).replace("$$", "$");
    String standard = String.valueOf(argument.defaultValueString());
    String candidates =
        argument.completionCandidates() == null
            ? ""
            : String.join(", ", argument.completionCandidates());
    return text.replace("${DEFAULT-VALUE}", standard)
        .replace("${COMPLETION-CANDIDATES}", candidates);
  }

  /** What a command does, in one paragraph. */
  public static String description(CommandLine command) {
    return words(command.getHelp().description());
  }

  /** The first sentence of what a command does, without its full stop. */
  static String summary(CommandLine command) {
    String all = description(command);
    int end = all.indexOf(". ");
    return (end < 0 ? all : all.substring(0, end)).replaceFirst("\\.$", "");
  }

  /** The text on one line, with single spaces. */
  public static String words(String text) {
    return String.join(" ", text.strip().split("\\s+", -1));
  }

  /** A command and all commands below it, itself first. */
  static List<CommandLine> all(CommandLine root) {
    List<CommandLine> all = new ArrayList<>(List.of(root));
    root.getSubcommands().values().forEach(below -> all.addAll(all(below)));
    return all;
  }

  /** The options that help shows, in the order of their names. */
  static List<OptionSpec> options(CommandSpec command) {
    return command.options().stream()
        .filter(option -> !option.hidden())
        .sorted((a, b) -> a.longestName().compareTo(b.longestName()))
        .toList();
  }

  static boolean takesValue(OptionSpec option) {
    return option.arity().max() > 0;
  }

  /** The words that an argument allows, in lower case; empty when it allows others too. */
  static List<String> choices(ArgSpec argument) {
    if (argument.paramLabel().matches("[a-z-]+(\\|[a-z-]+)+")) {
      return List.of(argument.paramLabel().split("\\|", -1));
    }
    List<String> choices = new ArrayList<>();
    if (argument.completionCandidates() != null) {
      argument.completionCandidates().forEach(word -> choices.add(word.toLowerCase(Locale.ROOT)));
    }
    return List.copyOf(choices);
  }

  /** What a shell offers for an argument that is not one of some words. */
  enum Place {
    FILE,
    FOLDER,
    NOTHING;

    static Place of(ArgSpec argument) {
      String type =
          argument.typeInfo().getClassName() + argument.typeInfo().getActualGenericTypeArguments();
      boolean path = type.contains("java.nio.file.Path");
      return path ? argument.paramLabel().contains("DIR") ? FOLDER : FILE : NOTHING;
    }
  }
}
