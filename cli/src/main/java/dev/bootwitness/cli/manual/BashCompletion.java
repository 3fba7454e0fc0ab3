package dev.bootwitness.cli.manual;

import dev.bootwitness.cli.manual.HelpWords.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Completion for Bash: a function that finds the command among the words and offers what may
 * follow.
 */
public final class BashCompletion {

  private BashCompletion() {}

  /** The script. */
  public static String of(CommandLine root) {
    List<CommandLine> all = HelpWords.all(root);
    String below =
        all.stream()
            .filter(command -> command.getParent() != null)
            .map(command -> "'" + command.getCommandSpec().qualifiedName() + "'")
            .collect(Collectors.joining(" | "));
    List<String> cases = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (CommandLine command : all) {
      cases.add(words(command));
      for (OptionSpec option : HelpWords.options(command.getCommandSpec())) {
        if (HelpWords.takesValue(option)) {
          values.add(value(command.getCommandSpec().qualifiedName(), option));
        }
      }
    }
    return """
    # Completion of bootwitness in Bash. Made of the commands' own help.
    _bootwitness() {
      local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} i
      local path=bootwitness words='' place='' options=''
      # Bash divides --option=value at the sign.
      if [[ $current == '=' ]]; then
        current=''
      elif [[ $previous == '=' ]]; then
        previous=${COMP_WORDS[COMP_CWORD - 2]}
      fi
      for ((i = 1; i < COMP_CWORD; i++)); do
        case "$path ${COMP_WORDS[i]}" in
          %s) path="$path ${COMP_WORDS[i]}" ;;
        esac
      done
      case $path in
    %s  esac
      case "$path $previous" in
    %s    *) [[ $current != -* ]] || words=$options place='' ;;
      esac
      # Bash 4 reads a line each; words have no spaces.
      mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
      case $place in
        file) compopt -o filenames 2> /dev/null || true; mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "$current") ;;
        folder) compopt -o filenames 2> /dev/null || true; mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -d -- "$current") ;;
      esac
    }
    complete -F _bootwitness bootwitness
    """
        .formatted(below, String.join("", cases), String.join("", values));
  }

  private static String words(CommandLine command) {
    List<String> options =
        HelpWords.options(command.getCommandSpec()).stream()
            .flatMap(option -> Arrays.stream(option.names()))
            .toList();
    Offer offer = Offer.of(List.copyOf(command.getCommandSpec().positionalParameters()));
    List<String> words = new ArrayList<>(command.getSubcommands().keySet());
    words.addAll(offer.words());
    return "    '%s') options='%s' words='%s' place=%s ;;\n"
        .formatted(
            command.getCommandSpec().qualifiedName(),
            String.join(" ", options),
            String.join(" ", words),
            offer.place());
  }

  private static String value(String path, OptionSpec option) {
    Offer offer = Offer.of(List.of(option));
    String names =
        Arrays.stream(option.names())
            .map(name -> "'" + path + " " + name + "'")
            .collect(Collectors.joining(" | "));
    return "    %s) words='%s' place=%s ;;\n"
        .formatted(names, String.join(" ", offer.words()), offer.place());
  }

  /** What stands for one of some arguments. */
  private record Offer(List<String> words, String place) {
    static Offer of(List<ArgSpec> arguments) {
      List<String> words = arguments.stream().flatMap(a -> HelpWords.choices(a).stream()).toList();
      boolean file = arguments.stream().anyMatch(a -> Place.of(a) == Place.FILE);
      boolean folder = arguments.stream().anyMatch(a -> Place.of(a) == Place.FOLDER);
      return new Offer(words, file ? "file" : folder ? "folder" : "''");
    }
  }
}
