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
 * The time that whoever captured a console wrote in front of each of its lines: a CI system
 * (GitHub, GitLab, Jenkins), a container runtime, {@code ts}, minicom, tio, grabserial; or the
 * machine's name, as the NixOS test driver does ({@code machine # }).
 *
 * <p>It is no text of the console: with it a kernel's or firmware's words would not be recognised,
 * and {@code iPXE (http://…)} would look like a journal's entry. A journal begins with a time as
 * well, and then names one host in nearly every line; that is how the two are told apart.
 *
 * @param present whether the lines have one
 */
record LinePrefix(boolean present) {
  static final LinePrefix NONE = new LinePrefix(false);

  /**
   * Of a test driver, a build or a container: {@code machine # } (nixos/lib/test-driver), behind
   * {@code vm-test-run-boot> } in a Nix build's log; {@code qemu-1 | } of docker compose.
   */
  private static final String NAMED =
      "(?:(?:[\\w.+-]{1,60}> )?[A-Za-z][\\w-]{0,30} #(?: |$)|[\\w.-]{1,40}-\\d+ +\\|(?: |$))";

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
              // [12.345678 0.000012], since the start and since the line before
              + "|\\[ *\\d+\\.\\d{6} +\\d+\\.\\d{6}\\] ?"
              + ")"
              + NAMED
              + "?|"
              + NAMED
              + ")");

  /** A prefix is never longer; so much of a line is looked at. */
  private static final int LONGEST = 128;

  private static final Pattern ENTRY =
      Pattern.compile("^([A-Za-z0-9_.-]+) [^\\s:\\[\\]]+(?:\\[\\d+\\])?: ");

  /** Finds out by the first lines of a file, their bytes as characters. */
  static LinePrefix of(List<String> lines) {
    int timed = 0;
    Map<String, Integer> hosts = new HashMap<>();
    for (String line : lines) {
      Matcher time = TIME.matcher(line);
      if (time.find()) {
        timed++;
        Matcher entry = ENTRY.matcher(line.substring(time.end()));
        if (entry.find()) {
          hosts.merge(entry.group(1), 1, Integer::sum);
        }
      }
    }
    int sameHost = hosts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    boolean nearlyAll = timed > 0 && timed * 10 >= lines.size() * 9;
    return new LinePrefix(nearlyAll && sameHost * 4 < timed * 3);
  }

  /** The parts of a time: date, time of day with its fraction; or seconds since the start. */
  private static final Pattern PARTS =
      Pattern.compile(
          "(?:(\\d{4}-\\d\\d-\\d\\d)[T ])?(\\d\\d):(\\d\\d):(\\d\\d)(?:[.,](\\d{1,9}))?|^\\[ *(\\d+\\.\\d{6}) ");

  /**
   * The time in front of the line {@code data[from..to)}, in seconds since whatever its writer
   * counts from; null when it has none that can be read.
   */
  @Nullable Double seconds(byte[] data, int from, int to) {
    int length = length(data, from, to);
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

  /** How many bytes of the line {@code data[from..to)} are no text of the console. */
  int length(byte[] data, int from, int to) {
    if (!present) {
      return 0;
    }
    int look = Math.min(to - from, LONGEST);
    Matcher time = TIME.matcher(new String(data, from, look, StandardCharsets.ISO_8859_1));
    return time.find() ? time.end() : 0;
  }
}
