package dev.bootwitness.report.queue;

/**
 * What an item of a list begins with.
 *
 * @param number as it is written; 0 for a bullet
 * @param delimiter after the number, {@code .} or {@code )}; for a bullet {@code .} too
 * @param indent the spaces before it
 * @param width of indent, number, delimiter and the one space after it: where the item's text
 *     begins
 */
record ListMark(int number, char delimiter, int indent, int width) {

  static ListMark of(String line) {
    int at = 0;
    while (at < line.length() && line.charAt(at) == ' ') {
      at++;
    }
    int indent = at;
    int number = 0;
    while (at < line.length() && line.charAt(at) >= '0' && line.charAt(at) <= '9') {
      number = 10 * number + (line.charAt(at) - '0'); // nine digits at most, says CommonMark
      at++;
    }
    boolean numbered = at > indent && at < line.length();
    return new ListMark(numbered ? number : 0, numbered ? line.charAt(at) : '.', indent, at + 2);
  }

  boolean numbered() {
    return number > 0;
  }

  /** The same line as the item of a bulleted list, its text at the same column. */
  String bulleted(String line) {
    return line.substring(0, indent)
        + "-"
        + " ".repeat(width - 2 - indent)
        + line.substring(width - 1);
  }
}
