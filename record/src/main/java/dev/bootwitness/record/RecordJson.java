package dev.bootwitness.record;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.Nulls;
import java.io.ByteArrayOutputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * The JSON form of events and verdicts.
 *
 * <p>A line of {@code events.jsonl} is {@code
 * {"seq":1,"t":123,"utc":"…","type":"phase-started","data":{…}}}; {@code t} is in nanoseconds. The
 * type is next to the data, not inside it, so that a reader can skip what it does not know.
 */
final class RecordJson {
  private static final Map<String, Class<? extends Event>> TYPES =
      Arrays.stream(Event.class.getPermittedSubclasses())
          .<Class<? extends Event>>map(type -> type.asSubclass(Event.class))
          .collect(Collectors.toUnmodifiableMap(RecordJson::typeName, Function.identity()));

  private static final Map<Class<?>, String> NAMES =
      TYPES.entrySet().stream()
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));

  /** Always three digits, so that a column of stamps lines up and sorts as text. */
  private static final DateTimeFormatter UTC =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  private static final JsonMapper MAPPER = mapper();

  /** Bytes that a console line takes, including everything around it. */
  private static final int USUAL_LINE = 256;

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

  static String typeName(Class<?> type) {
    JsonTypeName name = type.getAnnotation(JsonTypeName.class);
    if (name == null) {
      throw new IllegalStateException(type.getName() + " has no @JsonTypeName");
    }
    return name.value();
  }

  private static JsonMapper mapper() {
    SimpleModule module = new SimpleModule("record");
    module.addSerializer(String.class, new Text());
    module.addSerializer(Double.class, new FiniteDouble());
    module.addSerializer(Double.TYPE, new FiniteDouble());
    return base().addModule(module).build();
  }

  /** A writer that passes every text through {@code text}. */
  static ObjectWriter writer(UnaryOperator<String> text) {
    return MAPPER.writer().withAttribute(Text.class, text);
  }

  /**
   * Writes an event's line, with its newline.
   *
   * <p>Written field by field: binding the envelope, and with it every console line, took half of
   * the cost of watching a boot.
   *
   * @param text what {@code writer} passes every text through
   */
  static byte[] line(ObjectWriter writer, UnaryOperator<String> text, StampedEvent stamped) {
    var line = new ByteArrayOutputStream(USUAL_LINE);
    try (JsonGenerator json = writer.createGenerator(line)) {
      json.writeStartObject()
          .writeNumberProperty("seq", stamped.seq())
          .writeNumberProperty("t", stamped.nanos())
          .writeStringProperty("utc", UTC.format(stamped.utc()))
          .writeStringProperty("type", typeName(stamped.event()))
          .writeName("data");
      if (stamped.event() instanceof Event.ConsoleLine(long number, long offset, String shown)) {
        json.writeStartObject()
            .writeNumberProperty("line", number)
            .writeNumberProperty("offset", offset)
            .writeStringProperty("text", text.apply(shown))
            .writeEndObject();
      } else {
        json.writePOJO(stamped.event());
      }
      json.writeEndObject().writeRaw('\n');
    }
    return line.toByteArray();
  }

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
      return root.path("type").asString("").equals(typeName(Event.RunStarted.class))
          ? new RecordOrigin(data.path("format").asInt(0), data.path("bootwitness").asString(""))
          : RecordOrigin.UNKNOWN;
    } catch (JacksonException e) {
      return RecordOrigin.UNKNOWN;
    }
  }

  static byte[] verdict(ObjectWriter writer, Verdict verdict) {
    return writer.withDefaultPrettyPrinter().writeValueAsBytes(verdict);
  }

  static Verdict parseVerdict(byte[] json) throws MalformedLineException {
    try {
      return MAPPER.readValue(json, Verdict.class);
    } catch (JacksonException e) {
      throw new MalformedLineException("not a verdict: " + e.getMessage(), e);
    }
  }

  private static String typeName(Event event) {
    String name = NAMES.get(event.getClass());
    if (name == null) {
      throw new IllegalStateException(event.getClass() + " is not permitted by Event");
    }
    return name;
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

  /** Passes every text through the operator that the writer has under this class's name. */
  private static final class Text extends ValueSerializer<String> {
    @Override
    public void serialize(String value, JsonGenerator json, SerializationContext context) {
      @SuppressWarnings("unchecked") // writer() sets it
      UnaryOperator<String> text = (UnaryOperator<String>) context.getAttribute(Text.class);
      json.writeString(text == null ? value : text.apply(value));
    }
  }

  /** JSON has no NaN (RFC 8259, section 6), so NaN is written as null. */
  private static final class FiniteDouble extends ValueSerializer<Double> {
    @Override
    public void serialize(Double value, JsonGenerator json, SerializationContext context) {
      if (Double.isFinite(value)) {
        json.writeNumber(value);
      } else {
        json.writeNull();
      }
    }
  }
}
