package dev.bootwitness.reference;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A Markdown text that grows. */
final class Markdown {

  private final StringBuilder text = new StringBuilder();

  Markdown(String title, String source) {
    line("# " + title);
    line("");
    line("<!-- Generated from " + source + " by ReferenceDocsTest. Do not edit. -->");
  }

  Markdown heading(int level, String heading) {
    return paragraph("#".repeat(level) + " " + heading);
  }

  Markdown paragraph(String paragraph) {
    line("");
    return line(paragraph);
  }

  Markdown line(String line) {
    text.append(line).append('\n');
    return this;
  }

  Markdown code(String code) {
    return paragraph("```").line(code.stripTrailing()).line("```");
  }

  Markdown table(List<String> header, List<List<String>> rows) {
    if (rows.isEmpty()) {
      return this;
    }
    List<List<String>> lines = new ArrayList<>();
    lines.add(header);
    lines.add(Collections.nCopies(header.size(), "---"));
    lines.addAll(rows);
    line("");
    lines.forEach(row -> line("| " + String.join(" | ", cells(row)) + " |"));
    return this;
  }

  private static List<String> cells(List<String> row) {
    return row.stream().map(cell -> cell.replace("|", "\\|").replace("\n", " ")).toList();
  }

  /** The anchor that GitHub gives a heading. */
  static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\w\\- ]", "").replace(' ', '-');
  }

  static String codes(Stream<String> words) {
    return String.join(", ", words.map(word -> "`" + word + "`").toList());
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
