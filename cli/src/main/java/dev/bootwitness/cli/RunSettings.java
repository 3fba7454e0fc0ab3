package dev.bootwitness.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The options of every command that runs a spec. */
final class RunSettings {

  @Option(
      names = "--project",
      paramLabel = "DIR",
      description = "Folder whose .bootwitness holds records and images; default: this folder.")
  Path project = Path.of("");

  @Option(
      names = "--plain",
      description =
          "Print one line per phase and stage and redraw nothing. Implied when stdout is not a terminal.")
  boolean plain;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print the verdict only, without progress.")
  boolean quiet;

  @Option(
      names = "--fresh",
      description = "Boot even if there is a checkpoint, and make a new one.")
  boolean fresh;

  @Option(
      names = "--rebuild",
      description = "Build the image even if nothing it is made from has changed.")
  boolean rebuild;

  @Option(
      names = "--keep",
      description =
          "Keep the machine of a run that fails, as it stood at the verdict. `bootwitness shell` enters it.")
  boolean keep;

  @Option(
      names = "--pack",
      paramLabel = "NAME|DIR",
      description =
          "A pack of causes, rules and status files for one product, besides those of the spec; may be repeated.")
  private List<String> packs = List.of();

  /** The packs, a folder by its absolute path. */
  List<String> packs() {
    return PackOption.absolute(packs);
  }
}
