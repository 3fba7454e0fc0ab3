package dev.bootwitness.record;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.io.ByteArrayOutputStream;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/** The text of events and verdicts, as {@link RecordJson} reads it. */
final class JsonText {

  private static final JsonFactory FACTORY = new JsonFactory();

  /** Always three digits, so that a column of stamps lines up and sorts as text. */
  private static final DateTimeFormatter UTC =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  /** Bytes that a console line takes, including everything around it. */
  private static final int USUAL_LINE = 256;

  private static final Map<Class<?>, String> NAMES = new ConcurrentHashMap<>();

  private static final ObjectWriteContext INDENTED =
      new ObjectWriteContext.Base() {
        @Override
        public PrettyPrinter getPrettyPrinter() {
          return new DefaultPrettyPrinter();
        }

        @Override
        public boolean hasPrettyPrinter() {
          return true;
        }
      };

  private JsonText() {}

  /**
   * An event's line, with its newline.
   *
   * @param text is applied to each string of the event
   */
  static byte[] line(UnaryOperator<String> text, StampedEvent stamped) {
    var line = new ByteArrayOutputStream(USUAL_LINE);
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), line)) {
      json.writeStartObject()
          .writeNumberProperty("seq", stamped.seq())
          .writeNumberProperty("t", stamped.nanos())
          .writeStringProperty("utc", UTC.format(stamped.utc()))
          .writeStringProperty("type", typeName(stamped.event().getClass()))
          .writeName("data");
      if (stamped.event() instanceof Event.ConsoleLine(long number, long offset, String shown)) {
        // Most events of a boot are console lines.
        json.writeStartObject()
            .writeNumberProperty("line", number)
            .writeNumberProperty("offset", offset)
            .writeStringProperty("text", text.apply(shown))
            .writeEndObject();
      } else {
        new JsonFields(json, text).write(stamped.event());
      }
      json.writeEndObject().writeRaw('\n');
    }
    return line.toByteArray();
  }

  static byte[] verdict(UnaryOperator<String> text, Verdict verdict) {
    var file = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(INDENTED, file)) {
      new JsonFields(json, text).write(verdict);
    }
    return file.toByteArray();
  }

  /** The name of an event's type in a record, which never changes. */
  static String typeName(Class<?> type) {
    return NAMES.computeIfAbsent(
        type,
        named -> {
          JsonTypeName name = named.getAnnotation(JsonTypeName.class);
          if (name == null) {
            throw new IllegalStateException(named.getName() + " has no @JsonTypeName");
          }
          return name.value();
        });
  }
}
