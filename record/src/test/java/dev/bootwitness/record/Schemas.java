package dev.bootwitness.record;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The published JSON Schemas, made from the records and their Javadoc.
 *
 * <p>Only components that every version has written are required: what an older record lacks reads
 * as empty, zero or null. Additional components are allowed everywhere, since newer records have
 * them.
 */
final class Schemas {
  private static final Path SOURCES = Path.of("src/main/java/dev/bootwitness/record");
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final ObjectNode schema = MAPPER.createObjectNode();
  private final Map<String, ObjectNode> definitions = new TreeMap<>();
  private final Map<Class<?>, String> sources = new HashMap<>();

  private Schemas() {}

  /** The schema of a line of {@code events.jsonl}. */
  static String events() {
    return new Schemas().line();
  }

  /** The schema of {@code verdict.json}. */
  static String verdict() {
    return new Schemas().judgement();
  }

  private String line() {
    head("events-" + Event.FORMAT, "A line of events.jsonl of a Bootwitness run");
    ObjectNode properties = schema.putObject("properties");
    properties
        .putObject("seq")
        .put("type", "integer")
        .put("minimum", 1)
        .put("description", "Number of the event in its run, from 1, without gaps.");
    properties
        .putObject("t")
        .put("type", "integer")
        .put("minimum", 0)
        .put("description", "Nanoseconds of monotonic time since the run began.");
    properties
        .putObject("utc")
        .put("type", "string")
        .put("format", "date-time")
        .put("description", "Wall clock, to the millisecond.");
    properties
        .putObject("type")
        .put("type", "string")
        .put("description", "What the data are. A reader passes over a type it does not know.");
    properties.putObject("data").put("type", "object");
    Arrays.asList("seq", "t", "utc", "type", "data").forEach(schema.putArray("required")::add);
    ArrayNode all = schema.putArray("allOf");
    for (Class<?> type : SampleEvents.types().toList()) {
      String name = JsonText.typeName(type);
      ObjectNode rule = all.addObject();
      ObjectNode condition = rule.putObject("if");
      condition.putObject("properties").putObject("type").put("const", name);
      condition.putArray("required").add("type");
      rule.putObject("then")
          .putObject("properties")
          .putObject("data")
          .put("$ref", "#/$defs/" + name);
      definitions.put(name, object(type));
    }
    return text();
  }

  private String judgement() {
    head("verdict-" + Verdict.FORMAT, "verdict.json of a Bootwitness run");
    schema.setAll(object(Verdict.class));
    Arrays.asList("bootwitness", "run", "outcome", "stage")
        .forEach(schema.putArray("required")::add);
    return text();
  }

  private void head(String id, String title) {
    schema
        .put("$schema", "https://json-schema.org/draft/2020-12/schema")
        .put("$id", "https://bootwitness.dev/schema/" + id + ".json")
        .put("title", title);
  }

  private String text() {
    ObjectNode defs = schema.putObject("$defs");
    definitions.forEach(defs::set);
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(schema) + "\n";
  }

  private ObjectNode object(Class<?> type) {
    ObjectNode node = MAPPER.createObjectNode().put("type", "object");
    String javadoc = javadoc(type);
    sentence(javadoc).ifPresent(sentence -> node.put("description", sentence));
    ObjectNode properties = node.putObject("properties");
    for (RecordComponent component : type.getRecordComponents()) {
      ObjectNode property = value(component.getGenericType(), nullable(component));
      parameter(javadoc, component.getName())
          .ifPresent(description -> property.put("description", description));
      properties.set(name(component), property);
    }
    return node;
  }

  private static String name(RecordComponent component) {
    JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
    return named == null ? component.getName() : named.value();
  }

  /** NaN is written as null, so every fraction is nullable. */
  private static boolean nullable(RecordComponent component) {
    return component.getType() == double.class
        || component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  private ObjectNode value(Type type, boolean nullable) {
    ObjectNode node = MAPPER.createObjectNode();
    if (type == String.class) {
      type(node, "string", nullable);
    } else if (List.of(long.class, Long.class, int.class, Integer.class).contains(type)) {
      type(node, "integer", nullable);
    } else if (type == double.class || type == Double.class) {
      type(node, "number", nullable);
    } else if (type == boolean.class) {
      type(node, "boolean", nullable);
    } else if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      type(node, "array", nullable);
      node.set("items", value(list.getActualTypeArguments()[0], false));
    } else if (type instanceof Class<?> c && c.isEnum()) {
      ArrayNode values = node.putArray("enum");
      for (Object constant : c.getEnumConstants()) {
        values.add(((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'));
      }
      if (nullable) {
        values.addNull();
      }
    } else if (type instanceof Class<?> c && c.isRecord()) {
      if (!definitions.containsKey(c.getSimpleName())) {
        definitions.put(c.getSimpleName(), node);
        definitions.put(c.getSimpleName(), object(c));
      }
      ObjectNode reference = MAPPER.createObjectNode();
      String target = "#/$defs/" + c.getSimpleName();
      if (nullable) {
        ArrayNode either = reference.putArray("anyOf");
        either.addObject().put("$ref", target);
        either.addObject().put("type", "null");
      } else {
        reference.put("$ref", target);
      }
      return reference;
    } else {
      throw new IllegalArgumentException("no schema for " + type);
    }
    return node;
  }

  private static void type(ObjectNode node, String type, boolean nullable) {
    if (nullable) {
      node.putArray("type").add(type).add("null");
    } else {
      node.put("type", type);
    }
  }

  /** The comment before a record's declaration, its lines joined; empty when it has none. */
  private String javadoc(Class<?> type) {
    Class<?> file = type.getEnclosingClass() == null ? type : type.getEnclosingClass();
    String source = sources.computeIfAbsent(file, Schemas::source);
    int declared = source.indexOf("record " + type.getSimpleName() + "(");
    int end = source.lastIndexOf("*/", declared);
    int start = source.lastIndexOf("/**", declared);
    if (declared < 0 || start < 0 || source.substring(end, declared).matches("(?s).*[;{}].*")) {
      return "";
    }
    return source
        .substring(start + 3, end)
        .replaceAll("\\n\\s*\\* ?", " ")
        .replaceAll("\\{@(?:code|link|value) #?([^}]*)}", "$1")
        .replaceAll("<p>", "")
        .replaceAll("\\s+", " ")
        .strip();
  }

  private static String source(Class<?> file) {
    try {
      return Files.readString(SOURCES.resolve(file.getSimpleName() + ".java"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<String> sentence(String javadoc) {
    String text = javadoc.replaceAll(" ?@param .*", "").strip();
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private static Optional<String> parameter(String javadoc, String name) {
    Matcher param = Pattern.compile("@param " + name + " (.*?)(?= @param |$)").matcher(javadoc);
    return param.find() ? Optional.of(param.group(1).strip()) : Optional.empty();
  }
}
