package dev.bootwitness.reference;

import dev.bootwitness.cli.manual.HelpWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Every command and option, as the help knows them. */
final class CommandLineReference implements ReferencePage {

  private final CommandLine root;

  CommandLineReference(CommandLine root) {
    this.root = root;
  }

  @Override
  public String file() {
    return "command-line.md";
  }

  @Override
  public String markdown() {
    Markdown page = new Markdown("Command line", "the commands' own help");
    page.paragraph(
        "Every command also has `-h`, `--help` and `-V`, `--version`. `NO_COLOR` turns colour off;"
            + " `TERM=dumb` allows plain lines only. A verdict is as wide as the terminal, from 60 to"
            + " 100 columns. See also [exit codes](exit-codes.md).");
    commands(page, root);
    return page.toString();
  }

  private static void commands(Markdown page, CommandLine parent) {
    for (Map.Entry<String, CommandLine> entry : parent.getSubcommands().entrySet()) {
      CommandSpec spec = entry.getValue().getCommandSpec();
      boolean top = parent.getParent() == null;
      page.heading(top ? 2 : 3, spec.qualifiedName().substring("bootwitness ".length()));
      page.paragraph(HelpWords.description(entry.getValue()));
      page.code(entry.getValue().getHelp().synopsis(0));
      page.table(List.of("argument", "meaning"), arguments(spec));
      if (spec.usageMessage().footer().length > 0) {
        page.paragraph(HelpWords.words(entry.getValue().getHelp().footer()));
      }
      commands(page, entry.getValue());
    }
  }

  private static List<List<String>> arguments(CommandSpec spec) {
    List<List<String>> rows = new ArrayList<>();
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      rows.add(List.of("`" + parameter.paramLabel() + "`", HelpWords.meaning(parameter)));
    }
    for (OptionSpec option : spec.options()) {
      if (!option.usageHelp() && !option.versionHelp()) {
        String label = option.arity().max() == 0 ? "" : " " + option.paramLabel();
        rows.add(
            List.of(
                Markdown.codes(List.of(option.names()).stream().map(name -> name + label)),
                HelpWords.meaning(option)));
      }
    }
    return rows;
  }
}
