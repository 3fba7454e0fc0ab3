package dev.bootwitness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The module table of ARCHITECTURE.md, whose columns are found by their headings: {@code module},
 * {@code uses} and {@code doors}.
 *
 * @param rows in the order of the table
 */
record ModuleTable(List<Row> rows) {

  /**
   * A module.
   *
   * @param uses the modules it may use besides itself
   * @param doors the packages, by their names after the module's own, that others may use besides
   *     the module's root package
   */
  record Row(String module, Set<String> uses, Set<String> doors) {}

  static ModuleTable ofArchitecture() {
    try {
      return parse(Files.readAllLines(Path.of("..", "ARCHITECTURE.md")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ModuleTable parse(List<String> lines) {
    int head = 0;
    while (!lines.get(head).matches("\\| *module *\\|.*\\| *uses *\\|.*")) {
      head++;
    }
    List<String> headings = cells(lines.get(head));
    Map<String, Row> rows = new LinkedHashMap<>();
    for (String line : lines.subList(head + 2, lines.size())) {
      if (!line.startsWith("|")) {
        break;
      }
      List<String> cells = cells(line);
      String module = cells.get(headings.indexOf("module"));
      Set<String> uses = names(cells.get(headings.indexOf("uses")));
      uses = uses.equals(Set.of("all above")) ? Set.copyOf(rows.keySet()) : uses;
      assertThat(rows.keySet()).as(module + " uses only modules above it").containsAll(uses);
      rows.put(module, new Row(module, uses, names(cells.get(headings.indexOf("doors")))));
    }
    return new ModuleTable(new ArrayList<>(rows.values()));
  }

  private static List<String> cells(String line) {
    return Arrays.stream(line.strip().substring(1).split("\\|"))
        .map(cell -> cell.replace("`", "").strip())
        .toList();
  }

  private static Set<String> names(String cell) {
    return Arrays.stream(cell.split(", *"))
        .map(String::strip)
        .filter(name -> !name.equals("–"))
        .collect(Collectors.toSet());
  }

  Row of(String module) {
    return rows.stream().filter(row -> row.module().equals(module)).findFirst().orElseThrow();
  }

  Set<String> modules() {
    return rows.stream().map(Row::module).collect(Collectors.toSet());
  }
}
