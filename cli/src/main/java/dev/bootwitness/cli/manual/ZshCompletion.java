package dev.bootwitness.cli.manual;

import dev.bootwitness.cli.manual.HelpWords.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Completion for Zsh: a function for each command, by {@code _arguments} of zshcompsys(1). */
public final class ZshCompletion {

  private ZshCompletion() {}

  /** The file {@code _bootwitness} for a folder of {@code $fpath}. */
  public static String of(CommandLine root) {
    StringBuilder text =
        new StringBuilder(
            "#compdef bootwitness\n# Completion of bootwitness in Zsh. Made of the commands' own help.\n");
    HelpWords.all(root).forEach(command -> text.append('\n').append(function(command)));
    return text.append("\n_bootwitness \"$@\"\n").toString();
  }

  private static String function(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    List<String> specs = new ArrayList<>();
    HelpWords.options(spec).forEach(option -> specs.addAll(option(option)));
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      specs.add(
          "'%s%s:%s'"
              .formatted(
                  parameter.arity().max() > 1 ? "*:" : ":",
                  message(parameter.paramLabel()),
                  action(parameter)));
    }
    StringBuilder text = new StringBuilder(name(spec)).append("() {\n");
    if (command.getSubcommands().isEmpty()) {
      return text.append("  _arguments -s ").append(lines(specs)).append("\n}\n").toString();
    }
    specs.add("'1:command:->command'");
    specs.add("'*::argument:->argument'");
    text.append("  local curcontext=$curcontext state line\n  typeset -A opt_args\n");
    text.append("  _arguments -s -C ").append(lines(specs)).append('\n');
    text.append("  case $state in\n    command)\n      local -a commands=(\n");
    command
        .getSubcommands()
        .forEach((name, below) ->
            text.append("        '")
                .append(name)
                .append(':')
                .append(quoted(HelpWords.summary(below)))
                .append("'\n"));
    text.append(
        "      )\n      _describe command commands ;;\n    argument)\n      case $words[1] in\n");
    command
        .getSubcommands()
        .forEach((name, below) ->
            text.append("        %s) %s ;;\n".formatted(name, name(below.getCommandSpec()))));
    return text.append("      esac ;;\n  esac\n}\n").toString();
  }

  private static String name(CommandSpec spec) {
    return "_" + spec.qualifiedName("_").replace('-', '_');
  }

  private static String lines(List<String> specs) {
    return specs.stream().map(spec -> "\\\n    " + spec).collect(Collectors.joining(" "));
  }

  /** One word for each name; a name excludes the others. */
  private static List<String> option(OptionSpec option) {
    String group = "(" + String.join(" ", option.names()) + ")";
    String value =
        HelpWords.takesValue(option)
            ? ":" + message(option.paramLabel()) + ":" + action(option)
            : "";
    return Arrays.stream(option.names())
        .map(name ->
            "'%s%s%s[%s]%s'"
                .formatted(
                    option.arity().max() > 0 && option.isMultiValue() ? "*" : group,
                    name,
                    value.isEmpty() ? "" : name.startsWith("--") ? "=" : "+",
                    quoted(HelpWords.meaning(option)),
                    value))
        .toList();
  }

  private static String action(ArgSpec argument) {
    List<String> choices = HelpWords.choices(argument);
    if (!choices.isEmpty()) {
      return "(" + String.join(" ", choices) + ")";
    }
    return switch (Place.of(argument)) {
      case FILE -> "_files";
      case FOLDER -> "_files -/";
      case NOTHING -> " ";
    };
  }

  private static String message(String label) {
    return quoted(label).replace(":", "\\:");
  }

  /** Within single quotes and, of {@code _arguments}, within brackets. */
  private static String quoted(String text) {
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]").replace("'", "'\\''");
  }
}
