package dev.bootwitness.engine.goss;

/** What a regular expression of Go (RE2) means to other programs. */
final class GossExpression {

  private static final String ESCAPED = ".^$*+?()|{}[]\\/";
  private static final String IN_BRACKETS = " _.,;:/@-";

  private GossExpression() {}

  /**
   * Whether {@code grep -E} (POSIX) reads it as Go does: without classes such as {@code \d}, flags,
   * lazy repetitions and whatever else only one of them has.
   */
  static boolean isPortable(String expression) {
    int i = 0;
    while (i < expression.length()) {
      int end = end(expression, i);
      if (end < 0) {
        return false;
      }
      i = end;
    }
    return true;
  }

  /** Where the piece that begins there ends; negative when it is not portable. */
  private static int end(String text, int from) {
    char first = text.charAt(from);
    char next = from + 1 < text.length() ? text.charAt(from + 1) : '\0';
    return switch (first) {
      case '\\' -> next != '\0' && ESCAPED.indexOf(next) >= 0 ? from + 2 : -1;
      case '[' -> bracket(text, from);
      case '(' -> next == '?' || next == '*' ? -1 : from + 1;
      case '*', '+', '?' -> "*+?{".indexOf(next) >= 0 && next != '\0' ? -1 : from + 1;
      case '{' -> repetition(text, from);
      default -> from + 1;
    };
  }

  private static int bracket(String text, int from) {
    int i = text.startsWith("^", from + 1) ? from + 2 : from + 1;
    int begin = i;
    while (i < text.length() && text.charAt(i) != ']') {
      char c = text.charAt(i);
      if (!(c < 128 && Character.isLetterOrDigit(c)) && IN_BRACKETS.indexOf(c) < 0) {
        return -1;
      }
      i++;
    }
    return i < text.length() && i > begin ? i + 1 : -1;
  }

  private static int repetition(String text, int from) {
    int close = text.indexOf('}', from);
    boolean plain = close > 0 && text.substring(from + 1, close).matches("[0-9]+(,[0-9]*)?");
    boolean last = close + 1 >= text.length() || "*+?{".indexOf(text.charAt(close + 1)) < 0;
    return plain && last ? close + 1 : -1;
  }

  /** Whether a part of it may match the end of a line, which goss never shows to it. */
  static boolean mayCrossLines(String expression) {
    return expression.contains("[^")
        || expression.contains("\\s")
        || expression.contains("\\D")
        || expression.contains("\\W")
        || expression.contains("(?s");
  }
}
