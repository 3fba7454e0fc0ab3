package dev.bootwitness.reference;

import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** The exit codes, and those of commands whose codes mean something else. */
final class ExitCodesReference implements ReferencePage {

  private final CommandLine root;

  ExitCodesReference(CommandLine root) {
    this.root = root;
  }

  @Override
  public String file() {
    return "exit-codes.md";
  }

  @Override
  public String markdown() {
    Markdown page = new Markdown("Exit codes", "the commands' own help");
    page.paragraph("Of `run` and `demo`:");
    table(page, root);
    page.paragraph(
        "Code 141 replaces only 0. If standard output cannot be written (a full disk, a closed"
            + " descriptor), a message on standard error says so and the code is 3 instead of 0.");
    page.paragraph(
        "Of several specs in one call, the code is the first of 130, 1, 2, 3 and 4 that one of the"
            + " runs has, else 0.");
    others(page, root);
    return page.toString();
  }

  private static void others(Markdown page, CommandLine parent) {
    parent
        .getSubcommands()
        .values()
        .forEach(command -> {
          if (!codes(command).isEmpty()) {
            page.paragraph("Of `" + command.getCommandSpec().qualifiedName() + "`:");
            table(page, command);
          }
          others(page, command);
        });
  }

  private static void table(Markdown page, CommandLine command) {
    page.table(
        List.of("code", "meaning"),
        codes(command).entrySet().stream()
            .map(code -> List.of(code.getKey().strip(), code.getValue()))
            .toList());
  }

  private static Map<String, String> codes(CommandLine command) {
    return command.getCommandSpec().usageMessage().exitCodeList();
  }
}
