package dev.bootwitness.report.history;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/**
 * An object of JSON, read token by token: in cold code, as in {@code runs} and at the beginning of
 * a run, Jackson's own tree and mapper take 80 ms longer. A member that is absent or of another
 * type reads as empty, zero, false or null.
 */
final class JsonLine {

  /** Jackson's fast number parser takes 20 ms to initialise. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .build();

  private final Map<?, ?> members;

  private JsonLine(@Nullable Object value) {
    this.members = value instanceof Map<?, ?> object ? object : Map.of();
  }

  /**
   * Reads one value; a value that is not an object has no members.
   *
   * @throws tools.jackson.core.JacksonException when it is damaged, or more follows
   */
  static JsonLine read(String text) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      Object value = value(parser, parser.nextToken());
      if (parser.nextToken() != null) {
        throw new StreamReadException(parser, "more than one value");
      }
      return new JsonLine(value);
    }
  }

  private static @Nullable Object value(JsonParser parser, @Nullable JsonToken token) {
    return switch (token) {
      case START_OBJECT -> {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          members.put(name, value(parser, parser.nextToken()));
        }
        yield members;
      }
      case START_ARRAY -> {
        List<@Nullable Object> elements = new ArrayList<>();
        for (JsonToken next = parser.nextToken();
            next != JsonToken.END_ARRAY;
            next = parser.nextToken()) {
          elements.add(value(parser, next));
        }
        yield elements;
      }
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case null, default -> null;
    };
  }

  /** A text as Jackson writes it in ASCII. */
  static String quoted(String text) {
    StringWriter quoted = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), quoted)) {
      generator.writeString(text);
    }
    return quoted.toString();
  }

  String text(String name) {
    return members.get(name) instanceof String text ? text : "";
  }

  boolean flag(String name) {
    return Boolean.TRUE.equals(members.get(name));
  }

  @Nullable Double number(String name) {
    return members.get(name) instanceof Double number ? number : null;
  }

  /** Zero when there is none. */
  double amount(String name) {
    Double number = number(name);
    return number == null ? 0 : number;
  }

  boolean has(String name) {
    return members.get(name) != null;
  }

  JsonLine object(String name) {
    return new JsonLine(members.get(name));
  }

  List<JsonLine> objects(String name) {
    return members.get(name) instanceof List<?> list
        ? list.stream().map(JsonLine::new).toList()
        : List.of();
  }

  /** The names of its members, in their order. */
  List<String> names() {
    return members.keySet().stream().map(String::valueOf).toList();
  }
}
