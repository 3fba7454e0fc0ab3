package dev.bootwitness.diagnosis.kernel;

import org.jspecify.annotations.Nullable;
import org.safere.Matcher;
import org.safere.Pattern;

/**
 * A line of the console, split into the kernel's timestamp and the rest.
 *
 * @param body the line without timestamp and trailing blanks
 * @param stamped whether the kernel's log wrote it
 * @param uptime seconds of the kernel's clock; 0 when not stamped, {@link #NO_UPTIME} when unknown
 */
public record ConsoleText(String body, boolean stamped, double uptime) {
  /** The timestamp, with the caller's id of CONFIG_PRINTK_CALLER (kernel/printk/printk.c). */
  private static final Pattern PRINTK =
      Pattern.compile(
          "^(?:<\\d+>)?(?:[a-z]+ *:[a-z]+ *: )?\\[ *(\\d{1,9}\\.\\d{6})\\](?:\\[ *[TC]\\d+\\])? ?");

  /** {@code dmesg -T} (util-linux, sys-utils/dmesg.c): its times are computed, not the kernel's. */
  private static final Pattern READABLE =
      Pattern.compile("^\\[[A-Z][a-z]{2} [A-Z][a-z]{2} [ 0-9]\\d \\d\\d:\\d\\d:\\d\\d \\d{4}\\] ");

  private static final double MICROS = 1e6;

  /** The uptime of a kernel line that does not contain it. */
  static final double NO_UPTIME = -1;

  /** As much as fits in a few lines of a terminal. */
  private static final int QUOTE = 400;

  /** printk before 4.17 writes this without a line end (kernel/printk/printk.c, console_unlock). */
  private static final String DROPPED = " printk messages dropped ** ";

  public static ConsoleText of(String whole) {
    int dropped = whole.startsWith("** ") ? whole.indexOf(DROPPED) : -1;
    String line = dropped < 0 ? whole : whole.substring(dropped + DROPPED.length());
    char first = line.isEmpty() ? ' ' : line.charAt(0);
    if (first == '[') {
      ConsoleText plain = plainlyStamped(line);
      if (plain != null) {
        return plain;
      }
    } else if ((first != '<' && !(first >= 'a' && first <= 'z')) || line.indexOf('[') < 0) {
      return new ConsoleText(line.stripTrailing(), false, 0);
    }
    return ofAny(line);
  }

  /** {@code [ 12.345678] text}, the form of nearly every kernel line; null for everything else. */
  private static @Nullable ConsoleText plainlyStamped(String line) {
    int at = 1;
    while (at < line.length() && line.charAt(at) == ' ') {
      at++;
    }
    long number = 0;
    int point = -1;
    int from = at;
    for (; at < line.length(); at++) {
      char c = line.charAt(at);
      if (c == '.' && point < 0) {
        point = at;
      } else if (c >= '0' && c <= '9') {
        number = 10 * number + (c - '0');
      } else {
        break;
      }
    }
    boolean whole =
        point > from && point - from <= 9 && at - point == 7 && line.startsWith("] ", at);
    return whole
        ? new ConsoleText(line.substring(at + 2).stripTrailing(), true, number / MICROS)
        : null;
  }

  private static ConsoleText ofAny(String line) {
    Matcher printk = PRINTK.matcher(line);
    if (!printk.find()) {
      Matcher readable = READABLE.matcher(line);
      return readable.find()
          ? new ConsoleText(line.substring(readable.end()).stripTrailing(), true, NO_UPTIME)
          : new ConsoleText(line.stripTrailing(), false, 0);
    }
    double uptime = Double.parseDouble(printk.group(1));
    return new ConsoleText(line.substring(printk.end()).stripTrailing(), true, uptime);
  }

  /** A line as evidence: no control characters, and only its beginning when it is very long. */
  public static String quote(String line) {
    var quote = new StringBuilder();
    line.strip()
        .codePoints()
        .limit(QUOTE)
        .forEach(c -> quote.appendCodePoint(Character.isISOControl(c) ? '\uFFFD' : c));
    return quote.length() < line.strip().length() ? quote.append('…').toString() : quote.toString();
  }
}
