package dev.bootwitness.cli;

import dev.bootwitness.engine.binding.Form;
import dev.bootwitness.engine.binding.KeyRule;
import dev.bootwitness.engine.binding.SpecKey;
import dev.bootwitness.engine.binding.SpecKeys;
import dev.bootwitness.engine.spec.SpecLoader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON Schema (2020-12) of a spec, from the keys that its binder reads.
 *
 * <p>It is of the form of a spec only: whether a regular expression compiles, a bus goes with a
 * board, or a pack exists, the binder says.
 */
public final class SpecSchema {

  /** Its name; it is published in docs/reference, and {@code init} puts a copy into a project. */
  public static final String ID = "urn:bootwitness:spec";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** A YAML scalar that the binder takes as a text may look like a number to a schema. */
  private static final List<String> SCALAR = List.of("string", "number", "boolean");

  private static final String NOT_BLANK = "\\S";

  private final Map<String, Object> definitions = new LinkedHashMap<>();

  private SpecSchema() {}

  /** The schema, indented, followed by a line feed. */
  public static String text() {
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(new SpecSchema().all()) + "\n";
  }

  private Map<String, Object> all() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    all.put("$id", ID);
    all.put("title", "bootwitness.yaml");
    all.put("description", "What to build, boot, log in to and check.");
    all.putAll(mapping(SpecLoader.keys()));
    all.put("$defs", definitions);
    return all;
  }

  private Map<String, Object> mapping(SpecKeys keys) {
    Map<String, Object> mapping = new LinkedHashMap<>();
    mapping.put("type", "object");
    Map<String, Object> properties = new LinkedHashMap<>();
    keys.keys().forEach(key -> properties.put(key.name(), property(key)));
    mapping.put("properties", properties);
    mapping.put("additionalProperties", false);
    List<String> required =
        keys.keys().stream().filter(SpecKey::required).map(SpecKey::name).toList();
    if (!required.isEmpty()) {
      mapping.put("required", required);
    }
    List<Map<String, Object>> rules = keys.rules().stream().map(rule -> rule(keys, rule)).toList();
    if (!rules.isEmpty()) {
      mapping.put("allOf", rules);
    }
    return mapping;
  }

  private Map<String, Object> property(SpecKey key) {
    Map<String, Object> property = new LinkedHashMap<>();
    property.put(
        "description", key.meaning() + (key.required() ? "" : " Default: " + key.standard() + "."));
    property.putAll(form(key.form()));
    if (key.required() && key.form() == Form.Scalar.TEXT) {
      property.put("pattern", NOT_BLANK);
    }
    return property;
  }

  private static Map<String, Object> rule(SpecKeys keys, KeyRule rule) {
    return switch (rule) {
      case KeyRule.ExactlyOne(List<String> names) ->
          Map.of(
              "oneOf",
              names.stream()
                  .map(name -> Map.<String, Object>of("required", List.of(name)))
                  .toList());
      case KeyRule.AtLeastOne(List<String> names) ->
          Map.of(
              "anyOf",
              names.stream()
                  .map(name -> Map.<String, Object>of("required", List.of(name)))
                  .toList());
      case KeyRule.NotBoth(String one, String other) ->
          Map.of("not", Map.of("required", List.of(one, other)));
      case KeyRule.Needs(String key, String other) -> {
        Map<String, Object> condition = new LinkedHashMap<>();
        condition.put("required", List.of(key));
        if (keys.declared(key).form() instanceof Form.ListOf) {
          condition.put("properties", Map.of(key, ordered("type", "array", "minItems", 1)));
        }
        Map<String, Object> needs = new LinkedHashMap<>();
        needs.put("if", condition);
        needs.put("then", Map.of("required", List.of(other)));
        yield needs;
      }
    };
  }

  private Map<String, Object> form(Form form) {
    return switch (form) {
      case Form.Scalar scalar -> scalar(scalar);
      case Form.Whole(int least, int most) -> whole(least, most);
      case Form.OneOf(List<String> words) -> Map.of("enum", words);
      case Form.ListOf(Form item) -> ordered("type", "array", "items", form(item));
      case Form.Mapping(SpecKeys keys) -> reference(keys);
      case Form.Named(String _, String pattern, Form value) ->
          ordered(
              "type",
              "object",
              "propertyNames",
              Map.of("pattern", pattern),
              "additionalProperties",
              form(value));
      case Form.Either(List<Form> forms) ->
          Map.of("anyOf", forms.stream().map(this::form).distinct().toList());
    };
  }

  private static Map<String, Object> whole(int least, int most) {
    Map<String, Object> number = ordered("type", "integer", "minimum", least, "maximum", most);
    return Map.of("anyOf", List.of(number, text("^[0-9]{1,10}$")));
  }

  private static Map<String, Object> text(String pattern) {
    return ordered("type", "string", "pattern", pattern);
  }

  private static Map<String, Object> scalar(Form.Scalar scalar) {
    return switch (scalar) {
      case TEXT, REGEX -> Map.of("type", SCALAR);
      case PATH -> ordered("type", SCALAR, "pattern", NOT_BLANK);
      case FOLDER_NAME -> ordered("type", SCALAR, "pattern", "^(?=.*\\S)[^/.][^/]*$");
      case GUEST_PATH -> text("^/");
      case DATE -> text("^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$");
      case DURATION -> text("^(?=.*[1-9])[0-9]{1,7}(\\.[0-9]{1,3})? ?(ms|s|m|min|h)$");
      case SIZE -> text("^(?=.*[1-9])[0-9]{1,9} ?(MiB|GiB|TiB|M|G|T)$");
      case BOOLEAN -> Map.of("enum", List.of(true, false, "true", "false"));
      case TRUE -> Map.of("enum", List.of(true, "true"));
    };
  }

  private Map<String, Object> reference(SpecKeys keys) {
    String name = keys.title().replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", "");
    if (!definitions.containsKey(name)) {
      definitions.put(name, Map.of());
      definitions.put(name, mapping(keys));
    }
    return Map.of("$ref", "#/$defs/" + name);
  }

  private static Map<String, Object> ordered(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
