package dev.bootwitness.prenixos.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A value of JSON (RFC 8259). Numbers are whole: none of the tools' sizes and none of ours is not.
 */
public sealed interface JsonTree {

  /** An object; its members keep their order. */
  record Members(Map<String, JsonTree> values) implements JsonTree {}

  /** An array. */
  record Items(List<JsonTree> values) implements JsonTree {}

  /** A string. */
  record Text(String value) implements JsonTree {}

  /** A whole number; a fraction in the text is cut off. */
  record Whole(long value) implements JsonTree {}

  /** {@code true} or {@code false}. */
  record Truth(boolean value) implements JsonTree {}

  /** {@code null}. */
  record Nothing() implements JsonTree {}

  /** A new object, filled by {@link Builder#put}. */
  static Builder object() {
    return new Builder();
  }

  /** An array of strings. */
  static JsonTree texts(List<String> values) {
    List<JsonTree> items = new ArrayList<>();
    for (String value : values) {
      items.add(new Text(value));
    }
    return new Items(items);
  }

  /** The member of an object; empty if there is none, it is null, or this is no object. */
  default Optional<JsonTree> get(String name) {
    return this instanceof Members members
        ? Optional.ofNullable(members.values().get(name)).filter(v -> !(v instanceof Nothing))
        : Optional.empty();
  }

  /** The items of a member that is an array; none if it is no array. */
  default List<JsonTree> items(String name) {
    return get(name).orElse(new Nothing()) instanceof Items items ? items.values() : List.of();
  }

  /** The text of a member; numbers and truths as they are written; empty text if there is none. */
  default String text(String name) {
    return switch (get(name).orElse(new Nothing())) {
      case Text text -> text.value();
      case Whole whole -> Long.toString(whole.value());
      case Truth truth -> Boolean.toString(truth.value());
      default -> "";
    };
  }

  /** The texts of a member that is an array of strings; nulls are left out. */
  default List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (JsonTree item : items(name)) {
      if (item instanceof Text text) {
        texts.add(text.value());
      }
    }
    return texts;
  }

  /**
   * The number of a member, also of one in quotes (older lsblk).
   *
   * @throws JsonFault if there is none
   */
  default long number(String name) {
    String text = text(name);
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new JsonFault("\"" + name + "\" is \"" + text + "\", expected a whole number");
    }
  }

  /** Whether a member is true; also {@code "1"} and {@code 1} (older lsblk). */
  default boolean truth(String name) {
    String text = text(name);
    return text.equals("true") || text.equals("1");
  }

  /** An object in the making. */
  final class Builder {
    private final Map<String, JsonTree> values = new LinkedHashMap<>();

    public Builder put(String name, JsonTree value) {
      values.put(name, value);
      return this;
    }

    public Builder put(String name, String value) {
      return put(name, new Text(value));
    }

    public Builder put(String name, long value) {
      return put(name, new Whole(value));
    }

    public Builder put(String name, boolean value) {
      return put(name, new Truth(value));
    }

    public Members build() {
      return new Members(values);
    }
  }
}
