package dev.bootwitness.report.logpattern;

import java.util.Locale;
import java.util.Set;

/**
 * Masks what differs between two runs with the same messages: numbers, addresses, times, uuids,
 * macs and ids become {@code <n>}, {@code <addr>}, {@code <time>}, {@code <uuid>}, {@code <mac>},
 * {@code <ip>}, {@code <hex>} and {@code <id>}.
 *
 * <p>A number that is a name is kept: an exit status, an error number, a signal. One pass over the
 * characters, since a serial log may be gigabytes.
 */
public final class Mask {
  /** A number after one of these says what happened. */
  private static final Set<String> NAMED =
      Set.of("status=", "status ", "code=", "code ", "error ", "error=", "errno ", "signal ");

  private static final int LONGEST_NAMED = 8;
  private static final int SHORTEST_HEX = 8;
  private static final int SHORTEST_ID = 8;

  private final String text;
  private final StringBuilder out;
  private int at;

  private Mask(String text) {
    this.text = text;
    this.out = new StringBuilder(text.length());
  }

  /** The line without what varies; the kernel's timestamp at its beginning is dropped. */
  public static String of(String line) {
    return new Mask(line).masked();
  }

  private String masked() {
    at = afterTimestamp(text);
    while (at < text.length()) {
      char c = text.charAt(at);
      if (!isWord(c)) {
        out.append(c);
        at++;
      } else if (!special()) {
        word();
      }
    }
    return out.toString();
  }

  /** The index at which a line's own words begin, after {@code [ 12.345678] }. */
  public static int afterTimestamp(String line) {
    if (line.isEmpty() || line.charAt(0) != '[') {
      return 0;
    }
    int end = line.indexOf(']');
    if (end < 0) {
      return 0;
    }
    for (int i = 1; i < end; i++) {
      char c = line.charAt(i);
      if (c != ' ' && c != '.' && !isDigit(c)) {
        return 0;
      }
    }
    return end > 2 && end + 1 < line.length() && line.charAt(end + 1) == ' ' ? end + 2 : 0;
  }

  /**
   * Takes a token that contains more than letters and digits: a uuid, a mac, a time, an address.
   */
  private boolean special() {
    return take(uuid(), "<uuid>")
        || take(mac(), "<mac>")
        || take(date(), "<time>")
        || take(clock(), "<time>")
        || take(ipv6(), "<ip>")
        || take(ipv4(), "<ip>")
        || take(address(), "<addr>")
        || take(temporary(), "tmp.<id>");
  }

  private boolean take(int end, String mark) {
    if (end < 0 || (end < text.length() && isWord(text.charAt(end)))) {
      return false;
    }
    out.append(mark);
    at = end;
    return true;
  }

  /** A run of letters and digits, up to the next character that is neither. */
  private void word() {
    int end = at;
    int digits = 0;
    boolean hex = true;
    boolean upper = false;
    boolean lower = false;
    boolean digitWithin = false;
    while (end < text.length() && isWord(text.charAt(end))) {
      char c = text.charAt(end);
      boolean letter = !isDigit(c);
      digitWithin |= letter && digits > 0;
      digits += letter ? 0 : 1;
      hex &= isHex(c);
      upper |= c >= 'A' && c <= 'Z';
      lower |= c >= 'a' && c <= 'z';
      end++;
    }
    int length = end - at;
    if (digits == 0) {
      out.append(text, at, end);
    } else if (digits == length) {
      number(end);
      return;
    } else if (hex && length >= SHORTEST_HEX) {
      out.append("<hex>");
    } else if (upper && lower && digitWithin && length >= SHORTEST_ID) {
      out.append("<id>");
    } else {
      mixed(end);
    }
    at = end;
  }

  /** Letters with numbers among them: {@code sda1}, {@code x86}. */
  private void mixed(int end) {
    boolean number = false;
    for (int i = at; i < end; i++) {
      char c = text.charAt(i);
      if (!isDigit(c)) {
        out.append(c);
      } else if (!number) {
        out.append("<n>");
      }
      number = isDigit(c);
    }
  }

  private void number(int end) {
    if (isName()) {
      out.append(text, at, end);
      at = end;
      return;
    }
    // 1.25 and 1.2.3 are one number each; the full stop of a sentence is not part of it.
    while (end + 1 < text.length() && text.charAt(end) == '.' && isDigit(text.charAt(end + 1))) {
      end++;
      while (end < text.length() && isDigit(text.charAt(end))) {
        end++;
      }
    }
    out.append("<n>");
    at = end;
  }

  private boolean isName() {
    int before = at > 0 && text.charAt(at - 1) == '-' ? at - 1 : at;
    String lead =
        text.substring(Math.max(0, before - LONGEST_NAMED), before).toLowerCase(Locale.ROOT);
    return NAMED.stream().anyMatch(lead::endsWith);
  }

  private int uuid() {
    int i = hex(at, 8, 8);
    for (int group = 0; group < 3 && i > 0; group++) {
      i = hex(sign(i, '-'), 4, 4);
    }
    return hex(sign(i, '-'), 12, 12);
  }

  private int mac() {
    int i = hex(at, 2, 2);
    for (int group = 0; group < 5 && i > 0; group++) {
      i = hex(sign(i, ':'), 2, 2);
    }
    return i;
  }

  /** {@code 2026-11-25}, followed by a time of day and a zone if there are any. */
  private int date() {
    int i = digits(sign(digits(sign(digits(at, 4, 4), '-'), 2, 2), '-'), 2, 2);
    if (i < 0 || i >= text.length()) {
      return i;
    }
    char c = text.charAt(i);
    if (c != 'T' && c != ' ' && c != '_') {
      return i;
    }
    int time = clockAt(i + 1);
    return time < 0 ? (c == 'T' ? -1 : i) : zone(time);
  }

  private int clock() {
    return clockAt(at);
  }

  private int clockAt(int from) {
    int i = digits(sign(digits(from, 1, 2), ':'), 2, 2);
    int seconds = digits(sign(i, ':'), 2, 2);
    if (seconds < 0) {
      return i;
    }
    int fraction = digits(sign(seconds, '.'), 1, 9);
    return fraction < 0 ? seconds : fraction;
  }

  private int zone(int i) {
    if (i < text.length() && text.charAt(i) == 'Z') {
      return i + 1;
    }
    if (i < text.length() && (text.charAt(i) == '+' || text.charAt(i) == '-')) {
      int hours = digits(i + 1, 2, 2);
      int minutes = digits(sign(hours, ':'), 2, 2);
      return minutes < 0 ? (digits(i + 1, 4, 4) < 0 ? i : digits(i + 1, 4, 4)) : minutes;
    }
    return i;
  }

  private int ipv4() {
    int i = digits(at, 1, 3);
    for (int group = 0; group < 3 && i > 0; group++) {
      i = digits(sign(i, '.'), 1, 3);
    }
    return i;
  }

  private int ipv6() {
    int i = at;
    int colons = 0;
    boolean doubled = false;
    while (i < text.length() && (isHex(text.charAt(i)) || text.charAt(i) == ':')) {
      if (text.charAt(i) == ':') {
        colons++;
        doubled |= text.charAt(i - 1) == ':';
      }
      i++;
    }
    boolean address = colons >= 7 || (doubled && colons >= 2);
    return address && text.charAt(i - 1) != ':' ? i : -1;
  }

  private int address() {
    boolean prefixed =
        text.charAt(at) == '0' && at + 1 < text.length() && (text.charAt(at + 1) | 0x20) == 'x';
    return prefixed ? hex(at + 2, 1, 32) : -1;
  }

  /** A name from mktemp(1): {@code tmp.aGhTyUkLop}. */
  private int temporary() {
    if (!text.startsWith("tmp.", at)) {
      return -1;
    }
    int i = at + 4;
    while (i < text.length() && isWord(text.charAt(i))) {
      i++;
    }
    return i - at >= 4 + 6 ? i : -1;
  }

  private int sign(int i, char sign) {
    return i >= 0 && i < text.length() && text.charAt(i) == sign ? i + 1 : -1;
  }

  private int digits(int from, int least, int most) {
    return run(from, least, most, false);
  }

  private int hex(int from, int least, int most) {
    return run(from, least, most, true);
  }

  private int run(int from, int least, int most, boolean hex) {
    if (from < 0) {
      return -1;
    }
    int i = from;
    while (i < text.length()
        && i - from < most
        && (hex ? isHex(text.charAt(i)) : isDigit(text.charAt(i)))) {
      i++;
    }
    return i - from >= least ? i : -1;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isHex(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  private static boolean isWord(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
