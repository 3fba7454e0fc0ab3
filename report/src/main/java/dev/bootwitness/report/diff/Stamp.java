package dev.bootwitness.report.diff;

/** The kernel's time stamp in a line, {@code [ 12.345678] }; found in one pass. */
final class Stamp {
  private static final int FRACTION = 6;

  private Stamp() {}

  /**
   * A kernel message that interrupted an unfinished line, without the beginning of that line; any
   * other line unchanged.
   */
  static String withoutLead(String line) {
    int lead = 0;
    while (lead < line.length() && Character.isWhitespace(line.charAt(lead))) {
      lead++;
    }
    for (int at = line.indexOf('[', lead + 1); at >= 0; at = line.indexOf('[', at + 1)) {
      if (isAt(line, at)) {
        return line.substring(at);
      }
    }
    return line;
  }

  private static boolean isAt(String line, int open) {
    int at = open + 1;
    while (is(line, at, ' ')) {
      at++;
    }
    int seconds = digits(line, at);
    int fraction = is(line, seconds, '.') ? digits(line, seconds + 1) : -1;
    return seconds > at
        && fraction == seconds + 1 + FRACTION
        && is(line, fraction, ']')
        && is(line, fraction + 1, ' ');
  }

  private static int digits(String line, int from) {
    int at = from;
    while (at < line.length() && line.charAt(at) >= '0' && line.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  private static boolean is(String line, int at, char c) {
    return at >= 0 && at < line.length() && line.charAt(at) == c;
  }
}
