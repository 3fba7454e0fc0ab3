package dev.bootwitness.cli;

import dev.bootwitness.base.VisibleText;
import java.util.Locale;
import java.util.regex.Pattern;

/** A text as YAML 1.2 writes it on one line. */
final class YamlScalar {

  /** Nothing in it has a meaning to YAML, and it is neither a number nor a word for a value. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z/_][A-Za-z0-9._/-]*");

  private static final Pattern VALUE = Pattern.compile("(?i)true|false|null|yes|no|on|off");

  private YamlScalar() {}

  static String of(String text) {
    if (PLAIN.matcher(text).matches() && !VALUE.matcher(text).matches()) {
      return text;
    }
    if (text.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
      return "'" + text.replace("'", "''") + "'";
    }
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(c -> {
          if (c == '"' || c == '\\') {
            quoted.append('\\').appendCodePoint(c);
          } else if (c >= ' ' && c < 0x7f) {
            quoted.appendCodePoint(c);
          } else {
            quoted.append(String.format(Locale.ROOT, c > 0xffff ? "\\U%08x" : "\\u%04x", c));
          }
        });
    return quoted.append('"').toString();
  }

  /** A text as the end of a comment: on one line. */
  static String comment(String text) {
    return VisibleText.of(text);
  }
}
