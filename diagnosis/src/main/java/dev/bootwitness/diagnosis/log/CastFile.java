package dev.bootwitness.diagnosis.log;

import dev.bootwitness.console.terminal.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads an asciicast: a header line, then one line of JSON per event (docs.asciinema.org,
 * "asciicast v2" and "v3"; in the latter times are since the event before).
 *
 * <p>A text's position is that of the event in which it begins. Lines that are not events are
 * skipped.
 */
final class CastFile {
  private static final int COLUMNS = 80;
  private static final int ROWS = 24;

  /** Longer lines are cut there; a recorder writes far shorter ones. */
  private static final int MOST = 1 << 20;

  private static final JsonFactory JSON = new JsonFactory();

  private final LogListener listener;
  private final List<LogLine> told = new ArrayList<>();
  private final Terminal terminal = new Terminal(COLUMNS, ROWS, this::complete, reply -> {});
  private boolean relative;
  private double time;

  /** The time of the last output. */
  private double spoken;

  private long number;
  private long offset;

  /** Where the unfinished line began. */
  private @Nullable LogLine open;

  private CastFile(LogListener listener) {
    this.listener = listener;
  }

  static void read(InputStream in, LogListener listener) throws IOException {
    new CastFile(listener).run(in);
  }

  private void complete(long at, String text) {
    LogLine begun = open;
    told.add(
        begun == null
            ? new LogLine(number, offset, text, true, time, null)
            : new LogLine(begun.number(), begun.offset(), text, true, time, null));
    open = null;
  }

  private void run(InputStream in) throws IOException {
    BoundedLines.read(
        in,
        MOST,
        (_, at, text) -> {
          offset = at;
          event(text);
        });
    String rest = terminal.lines().current();
    if (!rest.isEmpty()) {
      LogLine begun = open == null ? new LogLine(number, offset, "", false, time, null) : open;
      var _ = listener.line(new LogLine(begun.number(), begun.offset(), rest, false, spoken, null));
    }
    listener.recordedUntil(time);
  }

  private void event(String json) {
    number++;
    if (number == 1) {
      relative = json.contains("\"version\": 3") || json.contains("\"version\":3");
      return;
    }
    String output = output(json);
    if (output == null || output.isEmpty()) {
      return;
    }
    spoken = time;
    byte[] bytes = output.getBytes(StandardCharsets.UTF_8);
    terminal.feed(bytes, 0, bytes.length);
    for (LogLine complete : told) {
      var _ = listener.line(complete);
    }
    told.clear();
    if (open == null && !terminal.lines().current().isEmpty()) {
      open = new LogLine(number, offset, "", false, time, null);
    }
  }

  /** The text of an output event; null for every other line. */
  private @Nullable String output(String json) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      if (parser.nextToken() != JsonToken.START_ARRAY || !parser.nextToken().isNumeric()) {
        return null;
      }
      double at = parser.getDoubleValue();
      time = relative ? time + at : at;
      return "o".equals(parser.nextStringValue()) ? parser.nextStringValue() : null;
    } catch (JacksonException e) {
      return null;
    }
  }
}
