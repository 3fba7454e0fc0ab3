package dev.bootwitness.diagnosis.log;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.safere.Matcher;
import org.safere.Pattern;

/**
 * The lines of {@code journalctl} in its forms short, short-iso, short-precise, short-full and
 * short-monotonic, and of a classic syslog file (systemd, src/shared/logs-show.c; RFC 3164).
 */
public final class JournalText {
  private static final String CLOCK =
      "(?:[A-Z][a-z]{2} [A-Z ]?[a-z0-9]* ?\\d{1,2} \\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?"
          + "|\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d+)?(?:Z|[+-]\\d\\d:?\\d\\d)?"
          + "|[A-Z][a-z]{2} \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)? [A-Z+:0-9-]+"
          // Feb 6, in the language of the host that ran journalctl
          + "|[^\\s\\d\\[:]{3,6}\\s+\\d{1,2} \\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?"
          // logread of OpenWrt; facility and level replace the host
          + "|[A-Z][a-z]{2} [A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d \\d{4})";

  private static final Pattern WALL =
      Pattern.compile(
          "^(" + CLOCK + ") (\\S+) ([^\\s:\\[\\]]+(?: [^\\s:\\[\\]]+)?)(?:\\[(\\d+)\\])?: ?(.*)$");
  private static final Pattern MONOTONIC =
      Pattern.compile(
          "^\\[ *(\\d{1,9}\\.\\d{6})\\] (\\S+) ([^\\s:\\[\\]]+)(?:\\[(\\d+)\\])?: ?(.*)$");

  /** What journalctl itself prints between entries. */
  private static final Pattern OWN =
      Pattern.compile(
          "^-- (?:Journal begins|Logs begin|Boot [0-9a-f]{32}|Reboot|No entries)"
              // -x: the catalogue's explanation of the entry before (shared/logs-show.c)
              + "|^(?:--|\\xE2\\x96\\x91\\xE2\\x96\\x91|\\x{2591}{2})(?: |$)");

  private JournalText() {}

  /** The entry a line shows, if it shows one. */
  public static Optional<JournalEntry> entry(String line) {
    // A cheap first check: nearly every console line begins differently.
    if (line.length() < 16) {
      return Optional.empty();
    }
    char first = line.charAt(0);
    if (first == '[') {
      if (!namesHostAndWriter(line)) {
        return Optional.empty();
      }
      Matcher monotonic = MONOTONIC.matcher(line);
      return monotonic.find() && isName(monotonic.group(2)) && isWriter(monotonic)
          ? Optional.of(entry(monotonic))
          : Optional.empty();
    }
    boolean english = (first >= 'A' && first <= 'Z') || (first >= '0' && first <= '9');
    if (!english && !beginsWithADay(line)) {
      return Optional.empty();
    }
    Matcher wall = WALL.matcher(line);
    return wall.find() ? Optional.of(entry(wall)) : Optional.empty();
  }

  /** {@code gen 18 19:37:27}: a month in any language, a day, a time. */
  private static boolean beginsWithADay(String line) {
    int day = line.indexOf(' ') + 1;
    int time = line.indexOf(':') - 2;
    return day >= 4 && day <= 7 && time > day && time - day <= 4 && isDigit(line.charAt(time));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /**
   * Whether a host name, and a writer with its process, follow the time. A kernel line has neither,
   * and the expression takes long to reject it.
   */
  private static boolean namesHostAndWriter(String line) {
    int host = line.indexOf("] ") + 2;
    int hostEnd = line.indexOf(' ', host);
    int writerEnd = hostEnd < 0 ? -1 : line.indexOf(':', hostEnd);
    return host > 1
        && hostEnd > host
        && line.charAt(hostEnd - 1) != ':'
        && writerEnd > hostEnd + 1
        && (line.charAt(writerEnd - 1) == ']' || line.startsWith("kernel:", hostEnd + 1));
  }

  /** In {@code [ 1.5] usb 1-1: new device} the kernel names a device, not a host. */
  private static boolean isName(String host) {
    return !host.endsWith(":");
  }

  /** In {@code [ 1.5] usb usb1: Product} it names a device, too; a process has a number. */
  private static boolean isWriter(Matcher found) {
    return found.group(4) != null || "kernel".equals(found.group(3));
  }

  private static JournalEntry entry(Matcher found) {
    return new JournalEntry(
        found.group(3), orEmpty(found.group(4)), found.group(1), orEmpty(found.group(5)));
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  /** Seconds since boot of an entry in the form short-monotonic; null in the others. */
  public static @Nullable Double monotonic(JournalEntry entry) {
    return entry.time().isEmpty() || entry.time().indexOf(':') >= 0
        ? null
        : Double.valueOf(entry.time());
  }

  /** Whether journalctl itself prints this. */
  public static boolean isOwnRemark(String line) {
    return OWN.matcher(line).find();
  }
}
