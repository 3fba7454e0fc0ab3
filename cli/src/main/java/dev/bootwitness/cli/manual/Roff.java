package dev.bootwitness.cli.manual;

import java.util.List;
import java.util.Locale;

/** Text in the language of man pages: requests of man(7), characters of groff_char(7). */
final class Roff {
  private final StringBuilder text = new StringBuilder();

  /** A request with its arguments, each in quotes. */
  Roff request(String name, String... arguments) {
    text.append('.').append(name);
    for (String argument : arguments) {
      text.append(" \"").append(escaped(argument).replace("\"", "\\(dq")).append('"');
    }
    text.append('\n');
    return this;
  }

  /** Prose; what stands in backquotes becomes bold. */
  Roff prose(String words) {
    boolean bold = false;
    StringBuilder line = new StringBuilder();
    for (String part : words.split("`", -1)) {
      line.append(bold ? bold(part) : escaped(part));
      bold = !bold;
    }
    return line(line.toString());
  }

  /** A line that is written as it is, unless roff would read it as a request. */
  Roff line(String marked) {
    text.append(marked.startsWith(".") || marked.startsWith("'") ? "\\&" : "").append(marked);
    text.append('\n');
    return this;
  }

  static String bold(String words) {
    return "\\fB" + escaped(words) + "\\fR";
  }

  static String italic(String words) {
    return "\\fI" + escaped(words) + "\\fR";
  }

  static String joined(List<String> marked) {
    return String.join(", ", marked);
  }

  /** A hyphen that can be copied, no backslash that acts, and no byte beyond ASCII. */
  static String escaped(String words) {
    StringBuilder out = new StringBuilder();
    words.codePoints().forEach(c -> out.append(character(c)));
    return out.toString();
  }

  private static String character(int c) {
    return switch (c) {
      case '\\' -> "\\(rs";
      case '-' -> "\\-";
      case '\'' -> "\\(aq";
      case '^' -> "\\(ha";
      case '~' -> "\\(ti";
      case '`' -> "\\(ga";
      default -> c < 0x7f ? Character.toString(c) : String.format(Locale.ROOT, "\\[u%04X]", c);
    };
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
