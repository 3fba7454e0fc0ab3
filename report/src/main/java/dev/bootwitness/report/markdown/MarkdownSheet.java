package dev.bootwitness.report.markdown;

import java.util.List;

/** A Markdown file being written: headings, items and lines of text that is already safe. */
final class MarkdownSheet {
  private final StringBuilder out = new StringBuilder(8 << 10);

  /** A section's heading, an empty line around it. */
  void heading(String text) {
    if (!out.isEmpty() && out.lastIndexOf("\n\n") != out.length() - 2) {
      line("");
    }
    line("## " + text);
    line("");
  }

  /** An item of a list. */
  void item(String text) {
    line("- " + text);
  }

  /** A line as it is. */
  void line(String text) {
    out.append(text).append('\n');
  }

  /** The head of a table. */
  void tableHead(String... names) {
    row(List.of(names));
    line("|" + "---|".repeat(names.length));
  }

  /** A row of a table; its cells contain no unescaped bar. */
  void row(List<String> cells) {
    line("| " + String.join(" | ", cells) + " |");
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
