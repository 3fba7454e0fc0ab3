package dev.bootwitness.diagnosis.log;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads {@code journalctl -o export}: one field {@code NAME=value} per line, or the name alone, a
 * length of eight bytes little-endian, and that many bytes; an empty line ends an entry
 * (systemd.io, "Journal Export Formats").
 */
final class ExportFile {
  /** The excess of an overlong value is skipped. */
  private static final int MOST = 1 << 16;

  /** As many as systemd's own limit of an entry (ENTRY_FIELD_COUNT_MAX). */
  private static final int MOST_FIELDS = 1024;

  private final InputStream in;
  private final JournalFields entries;
  private final Map<String, String> fields = new HashMap<>();
  private long at;
  private long number = 1;
  private long messageOffset;
  private long messageLine;
  private boolean ended;

  private ExportFile(InputStream in, LogListener listener) {
    this.in = new BufferedInputStream(in, 1 << 16);
    this.entries = new JournalFields(listener);
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
    if (fields.size() >= MOST_FIELDS && !fields.containsKey(name)) {
      return;
    }
    fields.put(name, value);
    if (name.equals("MESSAGE")) {
      messageLine = line;
      messageOffset = offset;
    }
  }

  private void entry() {
    entries.entry(fields, messageLine, messageOffset, true);
    fields.clear();
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
    at += passedOver(Math.max(0, length - value.length));
    for (byte b : value) {
      number += b == '\n' ? 1 : 0;
    }
    ended |= in.read() < 0;
    at++;
    number++;
    return new String(value, StandardCharsets.UTF_8);
  }

  /** A stream may skip less than it is asked to, and not only at its end. */
  private long passedOver(long bytes) throws IOException {
    long left = bytes;
    while (left > 0) {
      long skipped = in.skip(left);
      if (skipped <= 0) {
        if (in.read() < 0) {
          break;
        }
        skipped = 1;
      }
      left -= skipped;
    }
    return bytes - left;
  }
}
