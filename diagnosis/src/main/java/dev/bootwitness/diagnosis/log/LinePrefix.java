package dev.bootwitness.diagnosis.log;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  private static final Pattern TIME =
      Pattern.compile(
          "^(?:\\xEF\\xBB\\xBF)?(?:"
              // 2026-11-25T10:00:00.123Z, in brackets or not; GitLab's " 00O ", CRI's " stdout F "
              + "\\[?\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?"
              + "(?: ?(?:Z|UTC|[+-]\\d\\d:?\\d\\d))?\\]?(?: \\d\\d[OE][ +]| std(?:out|err) [FP] |[:|]? ?)"
              // [10:00:00.123]
              + "|\\[?\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d{1,6})?\\]?[:|]? ?"
              // Nov 25 10:00:00, as ts writes it
              + "|[A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,6})? "
              // machine #, each line (nixos/lib/test-driver)
              + "|[A-Za-z][\\w-]{0,30} #(?: |$)"
              // [12.345678 0.000012], since the start and since the line before
              + "|\\[ *\\d+\\.\\d{6} +\\d+\\.\\d{6}\\] ?"
              + ")");

  /** A prefix is never longer; so much of a line is looked at. */
  private static final int LONGEST = 64;

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
