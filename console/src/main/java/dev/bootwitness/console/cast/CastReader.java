package dev.bootwitness.console.cast;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads an asciicast v2 from any writer; for one use. */
final class CastReader implements AutoCloseable {

  private static final JsonFactory JSON = new JsonFactory();
  private static final int VERSION = 2;

  /** Nanoseconds have nine decimal places. */
  private static final int NANOSECONDS = 9;

  private final BufferedReader lines;
  private long number;

  CastReader(InputStream in) {
    this.lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }

  Cast read() throws IOException {
    CastHeader header = header(lines.readLine());
    List<CastEvent> events = new ArrayList<>();
    number = 2;
    for (@Nullable String line = lines.readLine(); line != null; number++) {
      @Nullable String next = lines.readLine();
      try {
        event(line).ifPresent(events::add);
      } catch (CastFormatException e) {
        if (next == null) {
          return new Cast(header, events, true);
        }
        throw e;
      }
      line = next;
    }
    return new Cast(header, events, false);
  }

  private CastHeader header(@Nullable String line) throws CastFormatException {
    number = 1;
    if (line == null) {
      throw new CastFormatException(number, "the file is empty; an asciicast begins with a header");
    }
    int version = 0;
    int columns = 0;
    int rows = 0;
    long began = 0;
    String title = "";
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), line)) {
      require(
          json.nextToken() == JsonToken.START_OBJECT,
          "is not a JSON object, so it is not a header");
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = json.currentName();
        json.nextToken();
        switch (name) {
          case "version" -> version = json.getIntValue();
          case "width" -> columns = json.getIntValue();
          case "height" -> rows = json.getIntValue();
          case "timestamp" -> began = json.getLongValue();
          case "title" -> title = json.getString();
          default -> json.skipChildren();
        }
      }
    } catch (JacksonException e) {
      throw new CastFormatException(number, "the header is broken: " + e.getOriginalMessage());
    }
    require(version == VERSION, "asciicast version " + version + "; only version 2 can be read");
    require(columns > 0 && rows > 0, "the header has no width and height");
    return new CastHeader(columns, rows, Instant.ofEpochSecond(began), title);
  }

  /** Empty for other kinds of event (a marker, a new size), which a console does not have. */
  private Optional<CastEvent> event(String line) throws CastFormatException {
    if (line.isBlank()) {
      return Optional.empty();
    }
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), line)) {
      require(
          json.nextToken() == JsonToken.START_ARRAY, "is not a JSON array, so it is not an event");
      require(isNumber(json.nextToken()), "an event begins with its time in seconds");
      long nanos = nanos(json.getDecimalValue());
      require(json.nextToken() == JsonToken.VALUE_STRING, "after its time an event has a code");
      String code = json.getString();
      require(json.nextToken() == JsonToken.VALUE_STRING, "after its code an event has a text");
      String text = json.getString();
      require(json.nextToken() == JsonToken.END_ARRAY, "an event has three parts");
      return switch (code) {
        case "o" -> Optional.of(new CastEvent.Output(nanos, text));
        case "i" -> Optional.of(new CastEvent.Input(nanos, text));
        case "m" -> closed(nanos, text);
        default -> Optional.empty();
      };
    } catch (JacksonException e) {
      throw new CastFormatException(number, "a broken event: " + e.getOriginalMessage());
    }
  }

  private static Optional<CastEvent> closed(long nanos, String marker) {
    if (!marker.startsWith(CastEvent.Closed.MARK)) {
      return Optional.empty();
    }
    String reason = marker.substring(CastEvent.Closed.MARK.length());
    return Optional.of(
        new CastEvent.Closed(nanos, reason.startsWith(": ") ? reason.substring(2) : reason));
  }

  private static boolean isNumber(@Nullable JsonToken token) {
    return token == JsonToken.VALUE_NUMBER_FLOAT || token == JsonToken.VALUE_NUMBER_INT;
  }

  private long nanos(BigDecimal seconds) throws CastFormatException {
    // A century is 10 digits of seconds; 1e999999999 must not expand into a number that fills
    // memory.
    require(
        seconds.signum() >= 0 && seconds.precision() - seconds.scale() <= NANOSECONDS,
        "no time of an event: " + seconds);
    return seconds.movePointRight(NANOSECONDS).longValue();
  }

  private void require(boolean met, String problem) throws CastFormatException {
    if (!met) {
      throw new CastFormatException(number, problem);
    }
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
