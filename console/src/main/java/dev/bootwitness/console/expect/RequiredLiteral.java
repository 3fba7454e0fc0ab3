package dev.bootwitness.console.expect;

import java.util.ArrayList;
import java.util.List;

/**
 * Determines from a regular expression what every match must contain, and whether a match can span
 * lines.
 *
 * <p>Both answers are conservative: where the syntax is not plain, there is no literal and a match
 * may span lines. A search that looks for the literal first and runs the expression only around it
 * finds the same matches and reads most text once, at the speed of a byte scan.
 */
final class RequiredLiteral {

  /** More texts than this are no longer a shortcut. */
  private static final int MAX_TEXTS = 24;

  private static final String ANY_CASE = "(?i)";

  /** Escapes that stand for one unknown character or none. */
  private static final String CLASS_ESCAPES = "dDwWsSbBhHvVnrtfaeAzZ";

  private final String regex;
  private final boolean anyCase;
  private int at;
  private boolean unclear;

  private RequiredLiteral(String regex, boolean anyCase) {
    this.regex = regex;
    this.anyCase = anyCase;
  }

  /**
   * A text contained in a match.
   *
   * @param text ASCII, two characters at least
   * @param anyCase whether its letters may be of either case
   */
  record Text(String text, boolean anyCase) {}

  /** Texts of which at least one stands in every match; empty if none are known. */
  static List<Text> of(String regex, boolean ignoreCase) {
    boolean anyCase = ignoreCase || regex.startsWith(ANY_CASE);
    RequiredLiteral reader = new RequiredLiteral(withoutFlag(regex), anyCase);
    List<String> texts = reader.alternatives();
    boolean whole = reader.at >= reader.regex.length() && !reader.unclear;
    if (!whole || texts.size() > MAX_TEXTS || shortest(texts) < 2) {
      return List.of();
    }
    return texts.stream().map(t -> new Text(t, anyCase)).toList();
  }

  private static String withoutFlag(String regex) {
    return regex.startsWith(ANY_CASE) ? regex.substring(ANY_CASE.length()) : regex;
  }

  /** Whether no match can contain a line feed, except as its last character. */
  static boolean withinLine(String written) {
    String regex = withoutLineFeed(withoutFlag(written));
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

  private static String withoutLineFeed(String regex) {
    boolean ends = regex.endsWith("\\n") && !regex.endsWith("\\\\n");
    return ends ? regex.substring(0, regex.length() - 2) : regex;
  }

  private List<String> alternatives() {
    List<String> all = new ArrayList<>(sequence());
    boolean each = !all.isEmpty();
    while (at < regex.length() && regex.charAt(at) == '|') {
      at++;
      List<String> branch = sequence();
      each &= !branch.isEmpty();
      all.addAll(branch);
    }
    return each ? all : List.of();
  }

  /** Reads up to the end, a bar or the closing bracket of the enclosing group. */
  private List<String> sequence() {
    StringBuilder run = new StringBuilder();
    List<String> best = List.of();
    while (at < regex.length() && regex.charAt(at) != '|' && regex.charAt(at) != ')') {
      char c = regex.charAt(at);
      if (c == '*' || c == '?' || c == '{') {
        // The element before it may be absent.
        run.setLength(Math.max(0, run.length() - 1));
      }
      if (isPlain(c)) {
        run.append(c == '\\' ? regex.charAt(++at) : c);
        at++;
      } else {
        best = better(best, run);
        run.setLength(0);
        if (c == '(') {
          best = better(best, group());
        } else {
          pass(c);
        }
      }
    }
    return better(best, run);
  }

  /** Whether the element that begins here stands for exactly one known ASCII character. */
  private boolean isPlain(char c) {
    if (c == '\\') {
      return at + 1 < regex.length()
          && regex.charAt(at + 1) < 0x80
          && !Character.isLetterOrDigit(regex.charAt(at + 1));
    }
    // Without regard to case, k is also the Kelvin sign and s the long s.
    return c < 0x80 && "[(.^$*?+{".indexOf(c) < 0 && !(anyCase && "kKsS".indexOf(c) >= 0);
  }

  private List<String> group() {
    at++;
    if (regex.startsWith("?:", at)) {
      at += 2;
    } else if (regex.startsWith("?", at)) {
      unclear = true;
    }
    List<String> inside = alternatives();
    unclear |= at >= regex.length();
    at++;
    boolean optional = at < regex.length() && "*?{".indexOf(regex.charAt(at)) >= 0;
    return optional ? List.of() : inside;
  }

  private void pass(char c) {
    switch (c) {
      case '[' -> at = classEnd(regex, at);
      case '\\' -> {
        at++;
        unclear |= at >= regex.length() || CLASS_ESCAPES.indexOf(regex.charAt(at)) < 0;
      }
      case '{' -> {
        int close = regex.indexOf('}', at);
        unclear |= close < 0;
        at = Math.max(at, close);
      }
      default -> {}
    }
    at++;
  }

  private static List<String> better(List<String> best, CharSequence run) {
    return better(best, run.isEmpty() ? List.of() : List.of(run.toString()));
  }

  private static List<String> better(List<String> best, List<String> other) {
    return shortest(other) > shortest(best) ? other : best;
  }

  private static int shortest(List<String> texts) {
    return texts.stream().mapToInt(String::length).min().orElse(0);
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
}
