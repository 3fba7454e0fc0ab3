package dev.bootwitness.cli.manual;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The man page of a command, in section 1. */
public final class ManPage {

  /** Of the whole program, on the page of its name. */
  private static final List<Map.Entry<String, String>> FILES =
      List.of(
          Map.entry("bootwitness.yaml", "The spec of a folder."),
          Map.entry(
              ".bootwitness/",
              "Records of runs, built images and the ledger; in the folder of `--project`."),
          Map.entry(
              "~/.cache/bootwitness/",
              "Checkpoints, downloads and measurements; below $XDG_CACHE_HOME where that is set."));

  private final CommandLine command;
  private final CommandSpec spec;
  private final Roff page = new Roff();

  private ManPage(CommandLine command) {
    this.command = command;
    this.spec = command.getCommandSpec();
  }

  /** The page's name without a section: {@code bootwitness-run}. */
  public static String name(CommandLine command) {
    return command.getCommandSpec().qualifiedName("-");
  }

  /**
   * The page, as roff.
   *
   * @param date of the version, as {@code 2026-11-30}
   * @param version of the product
   */
  public static String of(CommandLine command, String date, String version) {
    return new ManPage(command).text(date, version);
  }

  private String text(String date, String version) {
    page.request(
        "TH",
        name(command).toUpperCase(Locale.ROOT),
        "1",
        date,
        "Bootwitness " + version,
        "Bootwitness");
    page.request("SH", "NAME");
    page.line(
        Roff.escaped(name(command))
            + " \\- "
            + Roff.escaped(lowered(HelpWords.summary(command).replace("`", ""))));
    page.request("SH", "SYNOPSIS");
    synopsis();
    page.request("SH", "DESCRIPTION");
    page.prose(HelpWords.description(command));
    commands();
    arguments();
    options();
    footer();
    exitCodes();
    if (spec.parent() == null) {
      files();
    }
    page.request("SH", "SEE ALSO");
    page.line(Roff.joined(related().stream().map(name -> Roff.bold(name) + "(1)").toList()));
    return page.toString();
  }

  private void synopsis() {
    StringBuilder line = new StringBuilder(Roff.bold(spec.qualifiedName()));
    if (!HelpWords.options(spec).isEmpty()) {
      line.append(" [").append(Roff.italic("OPTION")).append("]...");
    }
    if (!command.getSubcommands().isEmpty()) {
      line.append(' ')
          .append(Roff.italic("COMMAND"))
          .append(" [")
          .append(Roff.italic("ARGUMENT"))
          .append("]...");
    }
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      String label =
          Roff.italic(parameter.paramLabel()) + (parameter.arity().max() > 1 ? "..." : "");
      line.append(' ').append(parameter.arity().min() == 0 ? "[" + label + "]" : label);
    }
    page.line(line.toString());
  }

  private void commands() {
    if (command.getSubcommands().isEmpty()) {
      return;
    }
    page.request("SH", "COMMANDS");
    for (CommandLine below : command.getSubcommands().values()) {
      page.request("TP").line(Roff.bold(name(below)) + "(1)").prose(HelpWords.description(below));
    }
  }

  private void arguments() {
    if (spec.positionalParameters().isEmpty()) {
      return;
    }
    page.request("SH", "ARGUMENTS");
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      page.request("TP").line(Roff.italic(parameter.paramLabel()));
      meaning(parameter);
    }
  }

  private void options() {
    page.request("SH", "OPTIONS");
    for (OptionSpec option : HelpWords.options(spec)) {
      String value = HelpWords.takesValue(option) ? " " + Roff.italic(option.paramLabel()) : "";
      page.request("TP")
          .line(
              Roff.joined(
                  Arrays.stream(option.names()).map(name -> Roff.bold(name) + value).toList()));
      meaning(option);
    }
  }

  private void meaning(ArgSpec argument) {
    page.prose(HelpWords.meaning(argument));
  }

  private void footer() {
    if (spec.usageMessage().footer().length > 0) {
      page.request("SH", "NOTES");
      page.prose(HelpWords.words(command.getHelp().footer()));
    }
  }

  private void exitCodes() {
    Map<String, String> codes = spec.usageMessage().exitCodeList();
    if (codes.isEmpty()) {
      return;
    }
    page.request("SH", "EXIT STATUS");
    codes.forEach((code, meaning) -> page.request("TP").line(Roff.bold(code)).prose(meaning));
  }

  private void files() {
    page.request("SH", "FILES");
    FILES.forEach(
        file -> page.request("TP").line(Roff.italic(file.getKey())).prose(file.getValue()));
  }

  /** The page above this one, and those beside it or below. */
  private List<String> related() {
    List<String> names = new ArrayList<>();
    CommandLine above = command.getParent();
    if (above != null) {
      names.add(name(above));
    }
    CommandLine family = above == null || !command.getSubcommands().isEmpty() ? command : above;
    family.getSubcommands().values().stream()
        .map(ManPage::name)
        .filter(name -> !name.equals(name(command)))
        .forEach(names::add);
    return names;
  }

  /** Unless it begins with an abbreviation. */
  private static String lowered(String sentence) {
    boolean word = sentence.length() > 1 && !Character.isUpperCase(sentence.charAt(1));
    return word ? Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1) : sentence;
  }
}
