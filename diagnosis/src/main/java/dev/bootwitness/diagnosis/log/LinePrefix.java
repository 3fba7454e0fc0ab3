package dev.bootwitness.diagnosis.log;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.safere.Matcher;
import org.safere.Pattern;

/**
 * The time that the capturing program wrote before each line of a console: a CI system (GitHub,
 * GitLab, Jenkins), a container runtime, {@code ts}, minicom, tio, grabserial; or the machine's
 * name, as the NixOS test driver does ({@code machine # }).
 *
 * <p>It is not console text: with it, a kernel's or firmware's words would not be recognised, and
 * {@code iPXE (http://…)} would look like a journal entry. A journal also begins with a time, but
 * then names one host in nearly every line; this distinguishes the two.
 *
 * @param timed whether the lines have one
 * @param constant what follows it, or stands alone, before nearly every line, as ISO 8859-1; empty:
 *     nothing
 */
record LinePrefix(boolean timed, String constant) {
  static final LinePrefix NONE = new LinePrefix(false, "");

  /**
   * From a test driver, a build or a container: {@code machine # } (nixos/lib/test-driver), after
   * {@code vm-test-run-boot> } in a Nix build's log; {@code qemu-1 | } of docker compose.
   */
  private static final String NAMED =
      "(?:(?:[\\w.+-]{1,60}> )?([A-Za-z][\\w-]{0,30}) #(?: |$)|[\\w.-]{1,40} +\\|(?: |$))";

  private static final Pattern TIME =
      Pattern.compile(
          "^(?:\\xEF\\xBB\\xBF)?(?:(?:"
              // 2026-11-25T10:00:00.123Z, in brackets or not; GitLab's " 00O ", CRI's " stdout F "
              + "\\[?\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?"
              + "(?: ?(?:Z|UTC|[+-]\\d\\d:?\\d\\d))?\\]?(?: \\d\\d[OE][ +]| std(?:out|err) [FP] |[:|]? ?)"
              // [10:00:00.123]
              + "|\\[?\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d{1,6})?\\]?[:|]? ?"
              // Nov 25 10:00:00, as ts writes it
              + "|[A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,6})? "
              // 2026/11/25 10:00:00, of Go's log
              + "|\\[?\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d(?:[.,]\\d{1,6})?\\]?:? "
              // [Wed Nov 25 10:00:00 2026], of conserver; with milliseconds, of Tera Term
              + "|\\[[A-Z][a-z]{2} [A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,6})? \\d{4}\\] ?"
              // 4082s, of autopkgtest; seconds since 1970
              + "|\\d{1,6}s |\\[?\\d{10}(?:\\.\\d{1,9})?\\]?:? "
              // [12.345678 0.000012], since the start and since the line before
              + "|\\[ *\\d+\\.\\d{6} +\\d+\\.\\d{6}\\] ?"
              // the number of the line: cat -n, nl; of loggers that number commands and their
              // lines, 59.12
              + "| {0,6}\\d{1,7}\\t|\\d{1,5}\\.\\d{1,4}  "
              + ")"
              + NAMED
              + "?|"
              + NAMED
              + ")");

  /** A prefix is never longer; this much of a line is examined. */
  private static final int LONGEST = 128;

  private static final Pattern ENTRY =
      Pattern.compile("^([A-Za-z0-9_.-]+) [^\\s:\\[\\]]+(?:\\[\\d+\\])?: ");

  /** CommonMark, section 4.4. */
  private static final int CODE_INDENT = 4;

  private static final Pattern MARKS = Pattern.compile("(?s)^([ \\t>]*).*");

  /** This many kernel lines after a machine's name are not chance. */
  private static final int DRIVEN = 2;

  private static final Pattern STAMP = Pattern.compile("^\\[ *\\d{1,9}\\.\\d{6}\\]");

  private static final Pattern READABLE =
      Pattern.compile("^\\[[A-Z][a-z]{2} [A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d \\d{4}\\]");

  private static final Pattern OF_A_CONSOLE =
      Pattern.compile("^ ?(?:\\[ *\\d{1,9}\\.\\d{6}\\]|\\[[ A-Z*]{6}\\]|.* login: ?|\\x1b|$)");

  /** Determines the prefix from the first lines of a file, their bytes as characters. */
  static LinePrefix of(List<String> lines) {
    int timed = 0;
    int named = 0;
    Map<String, Integer> hosts = new HashMap<>();
    for (String line : lines) {
      Matcher time = TIME.matcher(line);
      if (stampAt(line, 0) < 0 && time.find()) {
        timed++;
        boolean names = time.group(1) != null || time.group(2) != null;
        named += names && STAMP.matcher(line.substring(time.end())).find() ? 1 : 0;
        Matcher entry = ENTRY.matcher(line.substring(time.end()));
        if (entry.find()) {
          hosts.merge(entry.group(1), 1, Integer::sum);
        }
      }
    }
    int sameHost = hosts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    // A test driver's own lines are between those of its machines.
    boolean nearlyAll =
        timed > 0
            && (timed * 10 >= lines.size() * 9 || (named >= DRIVEN && named * 6 >= lines.size()));
    boolean isTimed =
        nearlyAll && sameHost * 4 < timed * 3 && !lines.stream().allMatch(LinePrefix::isKernels);
    return new LinePrefix(
        isTimed, constant(isTimed ? lines.stream().map(LinePrefix::withoutTime).toList() : lines));
  }

  /** {@code dmesg -T} writes times like conserver's, but only before kernel lines. */
  private static boolean isKernels(String line) {
    Matcher readable = READABLE.matcher(line);
    return line.isBlank()
        || (readable.find() && !OF_A_CONSOLE.matcher(line.substring(readable.end())).find());
  }

  private static String withoutTime(String line) {
    Matcher time = TIME.matcher(line);
    return stampAt(line, 0) < 0 && time.find() ? line.substring(time.end()) : line;
  }

  /** A name for the console, as a program that shows several of them writes it. */
  private static @Nullable String beforeAStamp(String line) {
    for (int at = 0; at <= LONGEST_NAME && at < line.length() && line.charAt(at) >= ' '; at++) {
      if (at > 0 && stampAt(line, at) >= 0) {
        return line.substring(0, at);
      }
    }
    return null;
  }

  /**
   * Where the kernel's stamp ends that begins there, {@code \[ *\d{1,9}\.\d{6}\]}; -1: none does.
   */
  private static int stampAt(String line, int from) {
    if (from >= line.length() || line.charAt(from) != '[') {
      return -1;
    }
    int digits = from + 1;
    while (digits < line.length() && line.charAt(digits) == ' ') {
      digits++;
    }
    int point = digitsFrom(line, digits);
    if (point == digits || point - digits > 9 || !line.startsWith(".", point)) {
      return -1;
    }
    int end = digitsFrom(line, point + 1);
    return end == point + 7 && line.startsWith("]", end) ? end + 1 : -1;
  }

  private static int digitsFrom(String line, int from) {
    int at = from;
    while (at < line.length() && line.charAt(at) >= '0' && line.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  /** Of a kernel's log: dmesg's level, a system log's entry; these are read as what they are. */
  private static final Pattern OF_THE_LOG =
      Pattern.compile("^(?:<\\d+>|[a-z]+ *:[a-z]+ *: )$|\\d\\d:\\d\\d|kernel: ?$|^\\s+$");

  private static final int LONGEST_NAME = 60;

  /** How many kernel stamps must follow it. */
  private static final int STAMPS = 4;

  private static String constant(List<String> lines) {
    String quoted = quoted(lines);
    if (!quoted.isEmpty()) {
      return quoted;
    }
    Map<String, Integer> counts = new HashMap<>();
    for (String line : lines) {
      String before = beforeAStamp(line);
      if (before != null && !OF_THE_LOG.matcher(before).find()) {
        counts.merge(before, 1, Integer::sum);
      }
    }
    return counts.entrySet().stream()
        .filter(counted -> counted.getValue() >= STAMPS)
        .map(Map.Entry::getKey)
        .filter(constant ->
            lines.stream().filter(line -> line.startsWith(constant.stripTrailing())).count() * 10
                >= lines.size() * 9L)
        .findFirst()
        .orElse("");
  }

  /**
   * What Markdown has before every line of a block that is indented or quoted; empty when the lines
   * do not all have it.
   */
  private static String quoted(List<String> lines) {
    List<String> written = lines.stream().filter(line -> !line.isBlank()).toList();
    if (written.isEmpty()) {
      return "";
    }
    String common = MARKS.matcher(written.getFirst()).replaceFirst("$1");
    for (String line : written) {
      int same = 0;
      while (same < common.length()
          && same < line.length()
          && common.charAt(same) == line.charAt(same)) {
        same++;
      }
      common = common.substring(0, same);
    }
    if (common.contains(">")) {
      // A quote's mark has a blank after it; firmware prints ">>Start PXE over IPv4".
      return common.substring(0, common.lastIndexOf("> ") < 0 ? 0 : common.lastIndexOf("> ") + 2);
    }
    return common.contains("\t") || common.length() >= CODE_INDENT ? common : "";
  }

  /** Whether the lines have a prefix. */
  boolean present() {
    return timed || !constant.isEmpty();
  }

  /** The parts of a time: date, time of day with its fraction; or seconds since the start. */
  private static final Pattern PARTS =
      Pattern.compile(
          "(?:(\\d{4}-\\d\\d-\\d\\d)[T ])?(\\d\\d):(\\d\\d):(\\d\\d)(?:[.,](\\d{1,9}))?|^\\[ *(\\d+\\.\\d{6}) ");

  /**
   * The time before the line {@code data[from..to)}, in seconds since its writer's origin; null
   * when it has no readable time.
   */
  @Nullable Double seconds(byte[] data, int from, int to) {
    int length = timeLength(data, from, to);
    if (length == 0) {
      return null;
    }
    Matcher parts = PARTS.matcher(new String(data, from, length, StandardCharsets.ISO_8859_1));
    if (!parts.find()) {
      return null;
    }
    if (parts.group(6) != null) {
      return Double.valueOf(parts.group(6));
    }
    double ofDay =
        Integer.parseInt(parts.group(2)) * 3600
            + Integer.parseInt(parts.group(3)) * 60
            + Integer.parseInt(parts.group(4))
            + (parts.group(5) == null ? 0 : Double.parseDouble("0." + parts.group(5)));
    return days(parts.group(1)) * 86_400.0 + ofDay;
  }

  private static long days(@Nullable String date) {
    try {
      return date == null ? 0 : LocalDate.parse(date).toEpochDay();
    } catch (DateTimeParseException e) {
      return 0;
    }
  }

  /** How many bytes of the line {@code data[from..to)} are not console text. */
  int length(byte[] data, int from, int to) {
    int length = timeLength(data, from, to);
    int more = 0;
    while (more < constant.length()
        && from + length + more < to
        && (data[from + length + more] & 0xff) == constant.charAt(more)) {
      more++;
    }
    // The trailing blank of an empty line may have been removed.
    return more >= constant.stripTrailing().length() ? length + more : length;
  }

  /** The machine that a test driver names before the line; empty when it names none. */
  String machine(byte[] data, int from, int to) {
    if (!timed) {
      return "";
    }
    int look = Math.min(to - from, LONGEST);
    Matcher time = TIME.matcher(new String(data, from, look, StandardCharsets.ISO_8859_1));
    if (!time.find()) {
      return "";
    }
    String behindTime = time.group(1);
    String alone = time.group(2);
    return behindTime != null ? behindTime : alone != null ? alone : "";
  }

  /**
   * How many bytes of the line {@code data[from..to)} are the time or name that the capturing
   * program wrote.
   */
  int timeLength(byte[] data, int from, int to) {
    if (!timed) {
      return 0;
    }
    int look = Math.min(to - from, LONGEST);
    Matcher time = TIME.matcher(new String(data, from, look, StandardCharsets.ISO_8859_1));
    return time.find() ? time.end() : 0;
  }
}
