package dev.bootwitness.diagnosis.pattern;

/**
 * Writes a class of one letter in both cases, {@code [Ee]}, as the alternation {@code (?:E|e)},
 * which matches the same.
 *
 * <p>safere 1.1 asks of each class of two whether it is a letter's case folding, and builds an
 * index of all of Unicode for the answer ({@code
 * MultiAnchorCompiler.simpleFoldClassRepresentative}): 60 to 100 ms in a program that has just
 * begun. For an alternation it does not ask.
 */
final class CasePairs {

  private CasePairs() {}

  /** The expression, with its pairs written as alternations. */
  static String alternated(String expression) {
    StringBuilder out = new StringBuilder(expression.length() + 16);
    int at = 0;
    while (at < expression.length()) {
      int end = tokenEnd(expression, at);
      if (isPair(expression, at, end)) {
        out.append("(?:").append(expression.charAt(at + 1)).append('|');
        out.append(expression.charAt(at + 2)).append(')');
      } else {
        out.append(expression, at, end);
      }
      at = end;
    }
    return out.toString();
  }

  private static boolean isPair(String expression, int at, int end) {
    return end - at == 4
        && expression.charAt(at) == '['
        && isLetter(expression.charAt(at + 1))
        && (expression.charAt(at + 1) ^ expression.charAt(at + 2)) == ' ';
  }

  private static boolean isLetter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  /** The end of the escape, quotation, class or character that begins here. */
  private static int tokenEnd(String expression, int at) {
    return switch (expression.charAt(at)) {
      case '\\' -> escapeEnd(expression, at);
      case '[' -> classEnd(expression, at);
      default -> at + 1;
    };
  }

  private static int escapeEnd(String expression, int at) {
    if (expression.startsWith("\\Q", at)) {
      int end = expression.indexOf("\\E", at);
      return end < 0 ? expression.length() : end + 2;
    }
    return Math.min(at + 2, expression.length());
  }

  /** Classes may hold classes, and begin with a bracket that is a character. */
  private static int classEnd(String expression, int at) {
    int depth = 1;
    int next = at + 1;
    if (expression.startsWith("^", next)) {
      next++;
    }
    if (expression.startsWith("]", next)) {
      next++;
    }
    while (next < expression.length() && depth > 0) {
      switch (expression.charAt(next)) {
        case '\\' -> next = escapeEnd(expression, next) - 1;
        case '[' -> depth++;
        case ']' -> depth--;
        default -> {}
      }
      next++;
    }
    return Math.min(next, expression.length());
  }
}
