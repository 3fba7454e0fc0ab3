package dev.bootwitness.engine.goss;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One test of a goss file: its attributes, and which of them have been asked for. */
final class GossTest {

  /** What goss itself makes of a test, not of the guest. */
  private static final Set<String> OF_GOSS = Set.of("title", "meta", "skip", "exec", "timeout");

  private final String kind;
  private final String id;
  private final Map<?, ?> attributes;
  private final Set<String> used = new HashSet<>(OF_GOSS);

  GossTest(String kind, String id, Map<?, ?> attributes) {
    this.kind = kind;
    this.id = id;
    this.attributes = attributes;
  }

  /** As messages name it. */
  String place() {
    return kind + "." + id;
  }

  /** What it is about: its name in the file, unless an attribute of the kind's name says more. */
  String id() {
    return text(kind).orElse(id);
  }

  Optional<String> text(String key) {
    used.add(key);
    Object value = attributes.get(key);
    return value == null || value instanceof Map || value instanceof List
        ? Optional.empty()
        : Optional.of(value.toString());
  }

  Optional<Boolean> flag(String key) {
    return text(key).map(Boolean::parseBoolean);
  }

  Optional<Integer> number(String key) {
    return text(key).filter(text -> text.matches("[0-9]{1,9}")).map(Integer::valueOf);
  }

  /** A list, or a single value as a list of one. */
  List<String> texts(String key) {
    used.add(key);
    List<String> texts = new ArrayList<>();
    Object value = attributes.get(key);
    if (value instanceof List<?> list) {
      list.stream().filter(item -> !(item instanceof Map)).map(String::valueOf).forEach(texts::add);
    } else if (value != null && !(value instanceof Map)) {
      texts.add(value.toString());
    }
    return texts;
  }

  /** Whether an attribute has a form that goss calls a matcher, e.g. {@code {gt: 5}}. */
  private static boolean isMatcher(@Nullable Object value) {
    return value instanceof Map
        || (value instanceof List<?> list && list.stream().anyMatch(Map.class::isInstance));
  }

  /** The attributes that nobody has asked for, and those whose form nobody could read. */
  List<String> unused() {
    return attributes.keySet().stream()
        .map(String::valueOf)
        .filter(key -> !used.contains(key) || isMatcher(attributes.get(key)))
        .filter(key -> !key.equals("meta"))
        .sorted()
        .toList();
  }
}
