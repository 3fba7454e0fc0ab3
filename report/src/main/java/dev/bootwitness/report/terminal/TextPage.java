package dev.bootwitness.report.terminal;

import dev.bootwitness.base.CharacterWidth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Text in labelled sections, each with a hanging indent and a limit of lines. Input is made safe
 * for the terminal here.
 */
final class TextPage {
  private static final int LABEL = 8;
  private static final int INDENT = 2 + LABEL;

  private final Style style;
  private final int columns;
  private final StringBuilder text = new StringBuilder();
  private boolean gap;

  TextPage(Style style, int columns) {
    this.style = style;
    this.columns = columns;
  }

  int columns() {
    return columns;
  }

  /** The columns of a section's line. */
  int room() {
    return columns - INDENT;
  }

  /** A line that is already safe, short and coloured. */
  void raw(String line) {
    if (gap) {
      text.append('\n');
      gap = false;
    }
    text.append(line).append('\n');
  }

  /** A blank line before the next line, if there is one. */
  void gap() {
    gap = !text.isEmpty();
  }

  void paragraph(String body, int most) {
    wrapped(body, columns - 2, most).forEach(line -> raw("  " + line));
  }

  /** A section; nothing when its body is blank. */
  void section(String label, String body, int most) {
    hang(label, "", wrapped(body, columns - INDENT, most));
  }

  /** One line each; the last one counts those above the limit. */
  void list(String label, List<String> items, int most) {
    @Nullable String shown = label;
    for (int i = 0; i < Math.min(items.size(), most); i++) {
      boolean last = i == most - 1 && items.size() > most;
      String tally = last ? "  (and " + (items.size() - most) + " more)" : "";
      String item = style.safe(items.get(i), columns - INDENT - tally.length()) + tally;
      hang(shown == null ? "" : shown, "", List.of(item));
      shown = null;
    }
  }

  /** Evidence: where it was seen, and the quoted lines. */
  void evidence(String channel, String place, String quote, int most) {
    List<String> quoted = quote.lines().filter(line -> !line.isBlank()).limit(most).toList();
    int room = columns - INDENT - place.length();
    List<String> lines =
        quoted.size() == 1
            ? wrapped(quoted.getFirst(), room, most)
            : quoted.stream().map(line -> style.safe(line, room)).toList();
    hang(channel, place, lines.isEmpty() ? List.of("") : lines);
  }

  /** A path, never broken: people copy it. */
  void path(String label, String path) {
    hang(label, "", List.of(style.safe(path)));
  }

  String text() {
    return text.toString();
  }

  private List<String> wrapped(String body, int room, int most) {
    // Longer text cannot be shown; a message may hold a whole file.
    int bound = 4 * room * most;
    String bounded = body.length() > bound ? body.substring(0, bound) : body;
    return Wrap.lines(style.safe(bounded.replaceAll("\\s+", " ")), room, most, style.more());
  }

  private void hang(String label, String first, List<String> lines) {
    String safeLabel = style.safe(label, LABEL - 1);
    String start =
        "  " + style.faint(safeLabel) + " ".repeat(LABEL - CharacterWidth.of(safeLabel)) + first;
    for (int i = 0; i < lines.size(); i++) {
      String lead = i == 0 ? start : " ".repeat(INDENT + first.length());
      raw((lead + lines.get(i)).stripTrailing());
    }
  }
}
