package dev.bootwitness.cli;

import dev.bootwitness.diagnosis.verdict.ExitCodes;
import dev.bootwitness.engine.goss.GossImport;
import dev.bootwitness.record.FileTrouble;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code bootwitness import}. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description =
        "Prints a goss file as checks of a spec, and on stderr what of it is not checked.")
final class ImportCommand implements Callable<Integer> {

  @Parameters(paramLabel = "GOSSFILE", description = "A rendered goss file, YAML or JSON.")
  private Path file = Path.of("goss.yaml");

  @Override
  public Integer call() {
    try {
      GossImport imported = GossImport.of(file);
      System.out.print(imported.yaml());
      imported.left().forEach(what -> System.err.println("bootwitness: not imported: " + what));
      return ExitCodes.PASSED;
    } catch (NoSuchFileException e) {
      System.err.println(
          "bootwitness import: "
              + file
              + ": there is no such file. Name a goss file, such as goss.yaml.");
    } catch (IOException e) {
      System.err.println(
          "bootwitness import: cannot read "
              + file
              + ": "
              + FileTrouble.why(e)
              + ". Name a goss file, such as goss.yaml.");
    }
    return ExitCodes.USAGE_OR_SPEC;
  }
}
