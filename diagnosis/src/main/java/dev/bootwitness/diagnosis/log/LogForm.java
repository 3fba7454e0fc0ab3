package dev.bootwitness.diagnosis.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.safere.Pattern;

/** What kind of file a saved log is, recognised by its content. */
public enum LogForm {
  /** The bytes of a console, or the lines of a kernel log. */
  CONSOLE,
  /** {@code script(1)}: the bytes of a console between two lines of its own. */
  TYPESCRIPT,
  /** asciicast, version 2 or 3 (docs.asciinema.org). */
  ASCIICAST,
  /** A journal or system log as lines of text. */
  JOURNAL,
  /** {@code journalctl -o export} (systemd.io, "Journal Export Formats"). */
  JOURNAL_EXPORT,
  /** {@code journalctl -o json} and its variants. */
  JOURNAL_JSON,
  /** The log of a LAVA job: a YAML list of messages (docs.lavasoftware.org, "Logging level"). */
  LAVA;

  private static final Pattern CAST = Pattern.compile("^\\s*\\{[^\\n]*\"version\" ?: ?[23]\\b");
  private static final Pattern EXPORT =
      Pattern.compile("^(?:[A-Z_][A-Z0-9_]*=[^\\n]*\\n){0,40}__REALTIME_TIMESTAMP=\\d+\\n");

  private static final Pattern JSON =
      Pattern.compile(
          "^\\x{1E}?\\{\\s*\"(?:[A-Z_][A-Z0-9_]*)\" ?: ?[\\s\\S]*\"(?:__REALTIME_TIMESTAMP|MESSAGE)\"");

  private static final Pattern JOB =
      Pattern.compile("^(?:---\\s+)?- ?\\{ ?\"?dt\"?: [^\\n]*\"?lvl\"?: ");

  /** How many of the first lines decide whether a text is a journal. */
  private static final int LOOK = 60;

  /** The prefix of each line of a file, determined from its beginning. */
  static LinePrefix prefix(byte[] head, int length) {
    return LinePrefix.of(firstLines(new String(head, 0, length, StandardCharsets.ISO_8859_1)));
  }

  /** The first lines that are not blank; the last of them may have no end. */
  private static List<String> firstLines(String text) {
    var lines = new ArrayList<String>();
    int from = 0;
    for (int count = 0; count < LOOK && from < text.length(); count++) {
      int end = text.indexOf('\n', from);
      int until = end < 0 ? text.length() : end;
      // A carriage return alone does not end a line: no time is written after it.
      while (end >= 0 && until > from && text.charAt(until - 1) == '\r') {
        until--;
      }
      String line = text.substring(from, until);
      if (!line.isBlank()) {
        lines.add(line);
      }
      from = end < 0 ? text.length() : end + 1;
    }
    return lines;
  }

  /** Recognises the form by the beginning of a file. */
  static LogForm of(byte[] head, int length, LinePrefix prefix) {
    String text = new String(head, 0, length, StandardCharsets.ISO_8859_1);
    if (text.startsWith("Script started on ")) {
      return TYPESCRIPT;
    }
    if (CAST.matcher(text).find()) {
      return ASCIICAST;
    }
    if (EXPORT.matcher(text).find()) {
      return JOURNAL_EXPORT;
    }
    if (JSON.matcher(text).find()) {
      return JOURNAL_JSON;
    }
    if (JOB.matcher(text).find()) {
      return LAVA;
    }
    return !prefix.present() && isJournal(firstLines(text)) ? JOURNAL : CONSOLE;
  }

  /** A console shows a journal only after a prompt, so a file that begins with a journal is one. */
  private static boolean isJournal(List<String> lines) {
    long entries =
        lines.stream()
            .filter(line -> JournalText.entry(line).isPresent() || JournalText.isOwnRemark(line))
            .count();
    boolean first =
        !lines.isEmpty()
            && (JournalText.entry(lines.getFirst()).isPresent()
                || JournalText.isOwnRemark(lines.getFirst()));
    return first && entries * 4 >= lines.size() * 3L;
  }
}
