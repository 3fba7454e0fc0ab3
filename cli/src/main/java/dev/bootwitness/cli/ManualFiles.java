package dev.bootwitness.cli;

import dev.bootwitness.cli.manual.BashCompletion;
import dev.bootwitness.cli.manual.FishCompletion;
import dev.bootwitness.cli.manual.ManPage;
import dev.bootwitness.cli.manual.ZshCompletion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;

/**
 * Writes the man pages and the shells' completion into a folder, in the places where Debian looks
 * for them. {@code packaging/package} calls this; the product itself does not.
 */
final class ManualFiles {

  private ManualFiles() {}

  /** Arguments: the folder that stands for {@code /usr/share}, and the version's date. */
  public static void main(String[] args) throws IOException {
    write(Main.commandLine(), Path.of(args[0]), args[1]);
  }

  static void write(CommandLine root, Path share, String date) throws IOException {
    pages(root, share.resolve("man/man1"), date);
    file(share.resolve("bash-completion/completions/bootwitness"), BashCompletion.of(root));
    file(share.resolve("zsh/vendor-completions/_bootwitness"), ZshCompletion.of(root));
    file(share.resolve("fish/vendor_completions.d/bootwitness.fish"), FishCompletion.of(root));
  }

  private static void pages(CommandLine command, Path folder, String date) throws IOException {
    file(folder.resolve(ManPage.name(command) + ".1"), ManPage.of(command, date, Version.text()));
    for (CommandLine below : command.getSubcommands().values()) {
      pages(below, folder, date);
    }
  }

  private static void file(Path file, String text) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, text);
  }
}
