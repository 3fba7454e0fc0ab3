package dev.bootwitness.serve.live;

import dev.bootwitness.report.html.CastText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads what a guest has printed from a {@code serial.cast} that grows, as text for a player: see
 * {@link CastText} for what is changed in it. What is no event, such as the rest of a line with
 * which a part of the file begins, is left out. For one thread.
 */
public final class CastFollower {

  /** A line of a cast holds at most some KiB of the console. */
  private static final int LONGEST_LINE = 1 << 20;

  private static final int PIECE = 1 << 16;
  private static final JsonFactory JSON = new JsonFactory();

  private final CastText text = new CastText();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  /** Whether the present line is too long to be kept. */
  private boolean cut;

  /**
   * Something that the guest printed.
   *
   * @param at seconds of the recording, as the file has them
   * @param json the text as the inside of a JSON string
   */
  public record Output(double at, String json) {}

  /** Hands over what a stream adds to what was read before; a torn line waits for its rest. */
  public void read(InputStream in, Consumer<Output> sink) throws IOException {
    byte[] piece = new byte[PIECE];
    for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
      int start = 0;
      for (int i = 0; i < n; i++) {
        if (piece[i] == '\n') {
          keep(piece, start, i);
          ended(sink);
          start = i + 1;
        }
      }
      keep(piece, start, n);
    }
  }

  private void keep(byte[] piece, int from, int to) {
    if (line.size() + to - from > LONGEST_LINE) {
      cut = true;
    }
    if (!cut) {
      line.write(piece, from, to - from);
    }
  }

  private void ended(Consumer<Output> sink) {
    Output output = cut ? null : output(line.toString(StandardCharsets.UTF_8));
    cut = false;
    line.reset();
    if (output != null) {
      sink.accept(output);
    }
  }

  /** Null for the header, for what was typed, and for a line that is damaged. */
  private @Nullable Output output(String event) {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), event)) {
      if (json.nextToken() != JsonToken.START_ARRAY || !json.nextToken().isNumeric()) {
        return null;
      }
      double at = json.getDoubleValue();
      if (json.nextToken() != JsonToken.VALUE_STRING || !json.getString().equals("o")) {
        return null;
      }
      if (json.nextToken() != JsonToken.VALUE_STRING || !Double.isFinite(at)) {
        return null;
      }
      StringBuilder out = new StringBuilder();
      text.append(out, json.getString());
      return new Output(at, out.toString());
    } catch (JacksonException e) {
      return null;
    }
  }
}
