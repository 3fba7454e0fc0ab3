package dev.bootwitness.report.html;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The console's session for the player: what the guest printed, as an asciicast v2 in one JSON
 * array.
 *
 * <p>Output within {@value #STEP} s is one event: a guest prints byte by byte. Typed text is
 * omitted, since the guest echoes it; {@link CastText} describes how the text is changed.
 *
 * @param json empty when there is nothing to play
 * @param seconds how long it is
 * @param cut whether the session is longer
 */
record ConsolePlayback(String json, double seconds, boolean cut) {
  static final int MOST_CHARACTERS = 300_000;

  private static final double STEP = 0.04;
  private static final int FEWEST_COLUMNS = 80;
  private static final int MOST_COLUMNS = 132;
  private static final int ROWS = 30;
  private static final ConsolePlayback NOTHING = new ConsolePlayback("", 0, false);
  private static final JsonFactory JSON = new JsonFactory();

  /**
   * Reads {@code serial.cast}.
   *
   * @param columns the widest line that must be completely visible
   */
  static ConsolePlayback of(Path cast, int columns) throws IOException {
    if (!Files.isRegularFile(cast)) {
      return NOTHING;
    }
    try (Reader in = Files.newBufferedReader(cast, StandardCharsets.UTF_8);
        JsonParser json = JSON.createParser(ObjectReadContext.empty(), in)) {
      return read(json, Math.clamp(columns, FEWEST_COLUMNS, MOST_COLUMNS));
    }
  }

  private static ConsolePlayback read(JsonParser json, int columns) {
    StringBuilder out = new StringBuilder(1 << 14);
    out.append("[{\"version\":2,\"width\":").append(columns);
    out.append(",\"height\":").append(ROWS).append('}');
    StringBuilder pending = new StringBuilder();
    CastText text = new CastText();
    double began = 0;
    double last = 0;
    boolean cut = false;
    for (Output output = next(json); output != null; output = next(json)) {
      if (!pending.isEmpty() && output.at - began >= STEP) {
        event(out, text, began, pending);
      }
      if (out.length() + pending.length() + output.text.length() > MOST_CHARACTERS) {
        cut = true;
        break;
      }
      began = pending.isEmpty() ? output.at : began;
      pending.append(output.text);
      last = output.at;
    }
    if (!pending.isEmpty()) {
      event(out, text, began, pending);
    }
    return last == 0 ? NOTHING : new ConsolePlayback(out.append(']').toString(), last, cut);
  }

  private record Output(double at, String text) {}

  /**
   * The guest's next output; null at the end, which may be a torn line, or one that is not an
   * event.
   */
  private static @Nullable Output next(JsonParser json) {
    try {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.START_OBJECT) {
          json.skipChildren();
          continue;
        }
        if (token != JsonToken.START_ARRAY || !json.nextToken().isNumeric()) {
          return null;
        }
        double at = json.getDoubleValue();
        json.nextToken();
        boolean printed = json.getString().equals("o");
        json.nextToken();
        String text = json.getString();
        if (json.nextToken() != JsonToken.END_ARRAY) {
          return null;
        }
        if (printed) {
          return new Output(at, text);
        }
      }
      return null;
    } catch (JacksonException e) {
      return null;
    }
  }

  private static void event(StringBuilder out, CastText text, double at, StringBuilder pending) {
    out.append(",[").append(Numbers.fixed(at, 3)).append(",\"o\",\"");
    text.append(out, pending);
    out.append("\"]");
    pending.setLength(0);
  }
}
