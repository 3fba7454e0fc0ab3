package dev.bootwitness.record;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the JSON form of events and verdicts, which {@link JsonText} writes.
 *
 * <p>A line of {@code events.jsonl} is {@code
 * {"seq":1,"t":123,"utc":"…","type":"phase-started","data":{…}}}; {@code t} is in nanoseconds. The
 * type is next to the data, not inside it, so that a reader can skip what it does not know.
 */
final class RecordJson {
  private static final Map<String, Class<? extends Event>> TYPES =
      Arrays.stream(Event.class.getPermittedSubclasses())
          .<Class<? extends Event>>map(type -> type.asSubclass(Event.class))
          .collect(Collectors.toUnmodifiableMap(JsonText::typeName, Function.identity()));

  private static final JsonMapper MAPPER = base().build();

  private RecordJson() {}

  /** A line that is not an event in any version of the format. */
  static final class MalformedLineException extends Exception {
    MalformedLineException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * What a line says.
   *
   * @param event null when this program does not know the type
   */
  record Line(long seq, String type, @Nullable StampedEvent event) {}

  /** Reads an event's line; its newline may be there or not. */
  static Line parse(byte[] bytes, int offset, int length) throws MalformedLineException {
    try {
      JsonNode root = MAPPER.readTree(bytes, offset, length);
      long seq = root.required("seq").longValue();
      String type = root.required("type").stringValue();
      Class<? extends Event> known = TYPES.get(type);
      if (known == null) {
        return new Line(seq, type, null);
      }
      Instant utc = Instant.parse(root.required("utc").stringValue());
      Event event = MAPPER.treeToValue(root.required("data").asObject(), known);
      return new Line(seq, type, new StampedEvent(seq, root.required("t").longValue(), utc, event));
    } catch (JacksonException | DateTimeException | IllegalArgumentException e) {
      throw new MalformedLineException("not an event: " + e.getMessage(), e);
    }
  }

  /**
   * Which program wrote a record, according to its first line. Fields are looked up by name, since
   * a newer version may have put anything else there.
   */
  static RecordOrigin origin(byte[] firstLine) {
    try {
      JsonNode root = MAPPER.readTree(firstLine);
      JsonNode data = root.path("data");
      return root.path("type").asString("").equals(JsonText.typeName(Event.RunStarted.class))
          ? new RecordOrigin(data.path("format").asInt(0), data.path("bootwitness").asString(""))
          : RecordOrigin.UNKNOWN;
    } catch (JacksonException e) {
      return RecordOrigin.UNKNOWN;
    }
  }

  static Verdict parseVerdict(byte[] json) throws MalformedLineException {
    try {
      return MAPPER.readValue(json, Verdict.class);
    } catch (JacksonException e) {
      throw new MalformedLineException("not a verdict: " + e.getMessage(), e);
    }
  }

  /**
   * Fields are in declaration order (Jackson 3 sorts by name by default). What an older record
   * lacks reads as empty or zero, never as an unexpected null.
   */
  private static JsonMapper.Builder base() {
    return JsonMapper.builder()
        .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
        .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .withConfigOverride(
            String.class, o -> o.setNullHandling(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
        .withConfigOverride(
            List.class, o -> o.setNullHandling(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)));
  }
}
