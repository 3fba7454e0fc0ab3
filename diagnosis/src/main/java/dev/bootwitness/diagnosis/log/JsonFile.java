package dev.bootwitness.diagnosis.log;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads {@code journalctl -o json}: one object per entry, with the fields of an export, on one line
 * each ({@code json}, {@code json-seq}) or several ({@code json-pretty}). A value that is not UTF-8
 * is an array of its bytes (systemd, src/shared/logs-show.c).
 *
 * <p>Positions are those of the entry's line.
 */
final class JsonFile {
  /** An entry larger than a journal can hold is cut here. */
  private static final int MOST = 1 << 20;

  private static final JsonFactory JSON = new JsonFactory();

  private final JournalFields fields;
  private final ByteArrayOutputStream entry = new ByteArrayOutputStream();
  private long entryLine;
  private long entryOffset;

  private JsonFile(LogListener listener) {
    this.fields = new JournalFields(listener);
  }

  static void read(InputStream in, LogListener listener) throws IOException {
    new JsonFile(listener).run(in);
  }

  /** An entry ends with its line, or with the line that has only its closing bracket. */
  private void run(InputStream in) throws IOException {
    BoundedLines.read(in, MOST, this::line);
  }

  private void line(long number, long offset, String line) {
    String text = line.replace("\u001e", "");
    // The lines of a multi-line entry begin with a tab: an entry that was cut off ends where
    // another begins.
    if (text.startsWith("{")) {
      entry.reset();
    }
    if (entry.size() == 0) {
      entryLine = number;
      entryOffset = offset;
    }
    if (entry.size() < MOST) {
      entry.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
    boolean whole = entry.size() == text.getBytes(StandardCharsets.UTF_8).length;
    if ((whole && text.strip().endsWith("}")) || text.equals("}")) {
      told(entry.toString(StandardCharsets.UTF_8));
      entry.reset();
    }
  }

  private void told(String json) {
    Map<String, String> read = new HashMap<>();
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return;
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        JsonToken token = parser.nextToken();
        if (token == JsonToken.START_ARRAY) {
          read.put(name, bytes(parser));
        } else if (token != JsonToken.VALUE_NULL) {
          read.put(name, String.valueOf(parser.getValueAsString()));
        }
      }
    } catch (JacksonException e) {
      // Cut off at its end, as the last one of a file may be.
      return;
    }
    fields.entry(read, entryLine, entryOffset, false);
  }

  private static String bytes(JsonParser parser) {
    var bytes = new ByteArrayOutputStream();
    JsonToken token = parser.nextToken();
    while (token != null && token != JsonToken.END_ARRAY) {
      if (token.isNumeric()) {
        bytes.write(parser.getValueAsInt());
      }
      token = parser.nextToken();
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
