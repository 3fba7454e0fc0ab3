package dev.bootwitness.reference;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The formats of {@code events.jsonl} and {@code verdict.json}, from their JSON Schemas. */
final class RecordReference implements ReferencePage {

  @Override
  public String file() {
    return "record.md";
  }

  @Override
  public String markdown() throws IOException {
    Markdown page = new Markdown("Record format", "the JSON Schemas in `record`");
    page.paragraph(
        "The schemas (2020-12) are"
            + " [events-1](../../record/src/main/resources/dev/bootwitness/record/events-1.schema.json)"
            + " and"
            + " [verdict-1](../../record/src/main/resources/dev/bootwitness/record/verdict-1.schema.json),"
            + " also in the jar. The event `run-started` carries the `format`. New types and fields do not"
            + " change it: a reader skips what it does not know, and reads what an older record lacks as"
            + " empty, zero or null. Records of older versions can always be reported; a record in a newer"
            + " format is shown as far as it is understood.");
    JsonNode events = schema("events-1.schema.json");
    page.heading(2, "events.jsonl");
    page.paragraph("One JSON object a line.");
    fields(page, events);
    List<String> types = types(events);
    types.forEach(type -> section(page, type, events.path("$defs").path(type)));
    JsonNode verdict = schema("verdict-1.schema.json");
    page.heading(2, "verdict.json");
    fields(page, verdict);
    page.heading(2, "Shared types");
    events.path("$defs").properties().stream()
        .filter(def -> !types.contains(def.getKey()) && !def.getKey().equals("Verdict"))
        .forEach(def -> section(page, def.getKey(), def.getValue()));
    return page.toString();
  }

  private static void section(Markdown page, String name, JsonNode type) {
    page.heading(3, name);
    page.paragraph(description(type));
    fields(page, type);
  }

  private static void fields(Markdown page, JsonNode type) {
    List<List<String>> rows = new ArrayList<>();
    type.path("properties")
        .properties()
        .forEach(field ->
            rows.add(
                List.of(
                    "`" + field.getKey() + "`",
                    form(field.getValue()),
                    description(field.getValue()))));
    page.table(List.of("field", "type", "meaning"), rows);
  }

  /** Escapes angle brackets, which are not HTML. */
  private static String description(JsonNode node) {
    return node.path("description").asString("").replace("<", "&lt;");
  }

  private static List<String> types(JsonNode events) {
    return stream(events.path("allOf"))
        .map(rule -> rule.path("if").path("properties").path("type").path("const").asString())
        .toList();
  }

  private static String form(JsonNode field) {
    if (field.has("$ref")) {
      String name = field.path("$ref").asString().replaceAll(".*/", "");
      return name.equals("Verdict")
          ? "[Verdict](#verdictjson)"
          : "[" + name + "](#" + Markdown.anchor(name) + ")";
    }
    if (field.has("enum")) {
      return stream(field.path("enum"))
          .map(value -> value.isNull() ? "null" : "`" + value.asString() + "`")
          .collect(Collectors.joining(", "));
    }
    if (field.has("anyOf")) {
      return stream(field.path("anyOf"))
          .map(RecordReference::form)
          .collect(Collectors.joining(" or "));
    }
    if (field.path("type").isArray()) {
      return stream(field.path("type")).map(JsonNode::asString).collect(Collectors.joining(" or "));
    }
    String type = field.path("type").asString("any");
    return type.equals("array") ? "list of " + form(field.path("items")) : type;
  }

  private static Stream<JsonNode> stream(JsonNode node) {
    return StreamSupport.stream(node.spliterator(), false);
  }

  private static JsonNode schema(String name) throws IOException {
    try (InputStream schema =
        Objects.requireNonNull(
            RecordReference.class.getResourceAsStream("/dev/bootwitness/record/" + name), name)) {
      return JsonMapper.shared().readTree(schema);
    }
  }
}
