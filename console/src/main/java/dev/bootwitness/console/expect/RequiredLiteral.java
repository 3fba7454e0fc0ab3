package dev.bootwitness.console.expect;

import java.util.Optional;

/**
 * Reads off a regular expression what every match of it must contain, and whether a match can span
 * lines.
 *
 * <p>Both answers are careful: where the syntax is not plain, there is no literal and lines may be
 * spanned. A search that looks for the literal first and runs the expression only around it finds
 * the same and reads most text once, at the speed of a byte scan.
 */
final class RequiredLiteral {

  private final String regex;
  private final StringBuilder run = new StringBuilder();
  private String best = "";
  private int at;

  private RequiredLiteral(String regex) {
    this.regex = regex;
  }

  /** The longest text that stands in every match, ASCII, two characters at least. */
  static Optional<String> of(String regex) {
    if (regex.replace("(?:", "").contains("(?")) {
      return Optional.empty(); // flags such as (?i) change what a character stands for
    }
    RequiredLiteral reader = new RequiredLiteral(regex);
    return reader.read() && reader.best.length() >= 2 ? Optional.of(reader.best) : Optional.empty();
  }

  /** Whether no match can contain a line feed. */
  static boolean withinLine(String regex) {
    if (regex.indexOf('\n') >= 0 || regex.replace("(?:", "").contains("(?")) {
      return false;
    }
    for (int i = 0; i < regex.length(); i++) {
      char c = regex.charAt(i);
      if (c == '\\' && i + 1 < regex.length()) {
        i++;
        if ("nsWDPpxuvRHVX0cQzZAG".indexOf(regex.charAt(i)) >= 0) {
          return false;
        }
      } else if (c == '[') {
        int end = classEnd(regex, i);
        String inside = regex.substring(i + 1, Math.max(i + 1, end));
        boolean negated = inside.startsWith("^");
        boolean namesLineFeed = inside.contains("\\n");
        if (negated != namesLineFeed || inside.matches("(?s).*(\\\\[sSWDPpxuHVv0c]|\\[|&&).*")) {
          return false;
        }
        i = end;
      }
    }
    return true;
  }

  /** False when the expression has alternatives at its top. */
  private boolean read() {
    while (at < regex.length()) {
      char c = regex.charAt(at);
      switch (c) {
        case '|' -> {
          return false;
        }
        case '\\' -> escape();
        case '[' -> skipTo(classEnd(regex, at));
        case '(' -> skipTo(groupEnd());
        case '.', '^', '$', ')' -> endRun();
        case '*', '?' -> optional();
        case '{' -> {
          optional();
          int close = regex.indexOf('}', at);
          at = close < 0 ? regex.length() : close;
        }
        case '+' -> endRun();
        default -> {
          if (c < 0x80) {
            run.append(c);
          } else {
            endRun();
          }
        }
      }
      at++;
    }
    endRun();
    return true;
  }

  private void escape() {
    at++;
    char c = at < regex.length() ? regex.charAt(at) : 'z';
    if (Character.isLetterOrDigit(c)) {
      endRun();
      if (c == 'Q') {
        at = regex.length();
      }
    } else if (c < 0x80) {
      run.append(c);
    } else {
      endRun();
    }
  }

  private void optional() {
    if (!run.isEmpty()) {
      run.setLength(run.length() - 1);
    }
    endRun();
  }

  private void endRun() {
    if (run.length() > best.length()) {
      best = run.toString();
    }
    run.setLength(0);
  }

  private void skipTo(int end) {
    endRun();
    at = end;
  }

  /** Index of the bracket that ends the class at {@code from}; a first ] belongs to it. */
  private static int classEnd(String regex, int from) {
    int i = from + 1;
    if (i < regex.length() && regex.charAt(i) == '^') {
      i++;
    }
    if (i < regex.length() && regex.charAt(i) == ']') {
      i++;
    }
    while (i < regex.length() && regex.charAt(i) != ']') {
      i += regex.charAt(i) == '\\' ? 2 : 1;
    }
    return Math.min(i, regex.length());
  }

  private int groupEnd() {
    int depth = 0;
    for (int i = at; i < regex.length(); i++) {
      switch (regex.charAt(i)) {
        case '\\' -> i++;
        case '[' -> i = classEnd(regex, i);
        case '(' -> depth++;
        case ')' -> {
          depth--;
          if (depth == 0) {
            return i;
          }
        }
        default -> {}
      }
    }
    return regex.length();
  }
}
