package dev.bootwitness.diagnosis.log;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads {@code journalctl -o export}: fields {@code NAME=value} a line, or the name alone, a length
 * of eight bytes little-endian, and that many bytes; an empty line ends an entry (systemd.io,
 * "Journal Export Formats").
 */
final class ExportFile {
  /** More of one value than anybody reads is passed over. */
  private static final int MOST = 1 << 16;

  private static final double MICRO = 1e6;

  private final InputStream in;
  private final LogListener listener;
  private final Map<String, String> fields = new HashMap<>();
  private long at;
  private long number = 1;
  private long messageOffset;
  private long messageLine;
  private boolean ended;

  private ExportFile(InputStream in, LogListener listener) {
    this.in = new BufferedInputStream(in, 1 << 16);
    this.listener = listener;
  }

  static void read(InputStream in, LogListener listener) throws IOException {
    new ExportFile(in, listener).run();
  }

  private void run() throws IOException {
    while (!ended) {
      long line = number;
      long start = at;
      String text = line();
      int equals = text.indexOf('=');
      if (text.isEmpty()) {
        entry();
      } else if (equals > 0) {
        field(text.substring(0, equals), text.substring(equals + 1), line, start + equals + 1);
      } else {
        field(text, binary(), line + 1, at);
      }
    }
    entry();
  }

  private void field(String name, String value, long line, long offset) {
    fields.put(name, value);
    if (name.equals("MESSAGE")) {
      messageLine = line;
      messageOffset = offset;
    }
  }

  private void entry() {
    String message = fields.get("MESSAGE");
    if (message != null) {
      String identifier =
          fields.getOrDefault("SYSLOG_IDENTIFIER", fields.getOrDefault("_COMM", ""));
      boolean kernel = "kernel".equals(fields.get("_TRANSPORT"));
      var monotonic = fields.get("__MONOTONIC_TIMESTAMP");
      Double seconds =
          monotonic == null || !isNumber(monotonic) ? null : Long.valueOf(monotonic) / MICRO;
      long line = messageLine;
      for (String part : message.split("\\n", -1)) {
        var entry =
            new JournalEntry(
                kernel ? "kernel" : identifier,
                fields.getOrDefault("_PID", fields.getOrDefault("SYSLOG_PID", "")),
                "",
                part);
        var _ = listener.line(new LogLine(line++, messageOffset, part, true, seconds, entry));
      }
    }
    fields.clear();
  }

  private static boolean isNumber(String text) {
    return text.length() < 19 && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    int b;
    while ((b = in.read()) >= 0 && b != '\n') {
      at++;
      if (line.size() < MOST) {
        line.write(b);
      }
    }
    ended = b < 0;
    at += ended ? 0 : 1;
    number += ended ? 0 : 1;
    return line.toString(StandardCharsets.UTF_8);
  }

  private String binary() throws IOException {
    byte[] size = in.readNBytes(Long.BYTES);
    long length = 0;
    for (int i = size.length - 1; i >= 0; i--) {
      length = length << 8 | (size[i] & 0xff);
    }
    at += size.length;
    byte[] value = in.readNBytes(Math.clamp(length, 0, MOST));
    at += value.length;
    long rest = in.skip(Math.max(0, length - value.length));
    at += rest;
    for (byte b : value) {
      number += b == '\n' ? 1 : 0;
    }
    ended |= in.read() < 0;
    at++;
    number++;
    return new String(value, StandardCharsets.UTF_8);
  }
}
