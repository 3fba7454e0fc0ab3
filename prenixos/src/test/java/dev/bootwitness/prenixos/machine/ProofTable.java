package dev.bootwitness.prenixos.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What machines really had, for people: a Markdown table in the module's target folder. */
record ProofTable(Path file) {

  static ProofTable of(String name, String... columns) throws IOException {
    Path file = Path.of("target", name + ".md").toAbsolutePath();
    Files.createDirectories(file.getParent());
    var table = new ProofTable(file);
    Files.deleteIfExists(file);
    table.row(columns);
    table.row("-|".repeat(columns.length).replaceAll("\\|$", "").split("\\|", -1));
    return table;
  }

  void row(String... cells) throws IOException {
    String row = "| " + String.join(" | ", cells).replace("\n", "<br>") + " |\n";
    Files.writeString(file, row, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
