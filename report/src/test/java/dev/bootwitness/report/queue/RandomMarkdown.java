package dev.bootwitness.report.queue;

import java.util.List;
import java.util.Random;

/** Task queues as people might leave them: any Markdown, any line ends, any bytes. */
final class RandomMarkdown {
  private static final List<String> PIECES =
      List.of(
          "## Active Tasks",
          "## Recently Completed",
          "# Notes",
          "### Below",
          "Underlined\n===",
          "plain words",
          "  indented words",
          "",
          "",
          "1. first",
          "2. second",
          "7) other delimiter",
          "- bullet",
          "* star",
          "   - nested",
          "      1. nested deeper",
          "   continued in the item",
          "```\n## Active Tasks\n1. in a fence\n```",
          "~~~ text\n- not a task\n~~~",
          "    ## Active Tasks",
          "   ```\n   fence in an item\n   ```",
          "| a | b |\n|---|---|\n| 1 | 2 |",
          "> quoted\n> 1. list in a quote",
          "<!-- a comment -->",
          "<!-- a comment\nof two lines -->",
          "<div>\nhtml\n</div>",
          "[link]: http://example.org",
          "---",
          "\ttab",
          "1.\ttab behind the number",
          "trailing blanks  ",
          "caf\u00e9 \u2028 \ufeff",
          "10. ten",
          "3. **bold** <!-- bootwitness:task id=aaaaaaaaaaaa spec=spark stage=ready -->",
          "4. damaged <!-- bootwitness:task id=a% -->",
          "   - Seen once <!-- bootwitness:seen times=1 first=2026-01-01 last=2026-01-01T00-00-00Z-x -->");

  private RandomMarkdown() {}

  /** As the characters of {@link Bytes}. */
  static String of(Random random) {
    String end = List.of("\n", "\n", "\r\n", "\r").get(random.nextInt(4));
    StringBuilder text = new StringBuilder();
    int pieces = random.nextInt(25);
    for (int i = 0; i < pieces; i++) {
      String piece = PIECES.get(random.nextInt(PIECES.size())).replace("\n", end);
      text.append(Bytes.of(piece));
      if (random.nextInt(30) == 0) {
        text.append((char) (0x80 + random.nextInt(0x80))).append('\u00ff');
      }
      text.append(random.nextInt(40) == 0 ? "\n" : end);
    }
    if (random.nextInt(3) == 0 && !text.isEmpty()) {
      text.setLength(text.length() - 1);
    }
    return text.toString();
  }
}
