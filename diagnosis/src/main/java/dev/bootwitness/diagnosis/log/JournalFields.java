package dev.bootwitness.diagnosis.log;

import java.util.Map;

/** Reports the entries of a journal that consist of fields (systemd.journal-fields(7)). */
final class JournalFields {
  private static final double MICRO = 1e6;

  private final LogListener listener;

  JournalFields(LogListener listener) {
    this.listener = listener;
  }

  /**
   * An entry; without a message it is ignored.
   *
   * @param line where its message begins
   * @param countsOn whether each line of the message is a line of the file
   */
  void entry(Map<String, String> fields, long line, long offset, boolean countsOn) {
    String message = fields.get("MESSAGE");
    if (message == null) {
      return;
    }
    String identifier = fields.getOrDefault("SYSLOG_IDENTIFIER", fields.getOrDefault("_COMM", ""));
    boolean kernel = "kernel".equals(fields.get("_TRANSPORT"));
    String monotonic = fields.get("__MONOTONIC_TIMESTAMP");
    Double seconds =
        monotonic == null || !isNumber(monotonic) ? null : Long.valueOf(monotonic) / MICRO;
    long at = line;
    for (String part : message.split("\\n", -1)) {
      var entry =
          new JournalEntry(
              kernel ? "kernel" : identifier,
              fields.getOrDefault("_PID", fields.getOrDefault("SYSLOG_PID", "")),
              "",
              part);
      var _ = listener.line(new LogLine(at, offset, part, true, seconds, entry));
      at += countsOn ? 1 : 0;
    }
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty()
        && text.length() < 19
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
