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
  private static final Set<String> OF_GOSS = Set.of("title", "meta", "skip");

  private final String kind;
  private final String id;
  private final Map<?, ?> attributes;
  private final Set<String> used = new HashSet<>(OF_GOSS);
  private boolean over;

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
    Object value = attributes.get(key);
    if (value instanceof Map || value instanceof List) {
      return Optional.empty();
    }
    used.add(key);
    return Optional.ofNullable(value).map(Object::toString);
  }

  /** A truth value; anything else counts as not asked for. */
  Optional<Boolean> flag(String key) {
    return text(key)
        .filter(text -> understood(key, text.equals("true") || text.equals("false")))
        .map(Boolean::parseBoolean);
  }

  /** A number without a sign; anything else counts as not asked for. */
  Optional<Integer> number(String key) {
    return text(key)
        .filter(text -> understood(key, text.matches("[0-9]{1,9}")))
        .map(Integer::valueOf);
  }

  private boolean understood(String key, boolean is) {
    if (!is) {
      used.remove(key);
    }
    return is;
  }

  /** Nothing more is to be said of it, e.g. because what it is about is not to be there. */
  void skipTheRest() {
    over = true;
  }

  /** Whether the attribute is there in whatever form. */
  boolean has(String key) {
    return attributes.containsKey(key);
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
        .filter(_ -> !over)
        .map(String::valueOf)
        .filter(key -> !used.contains(key) || isMatcher(attributes.get(key)))
        .filter(key -> !key.equals("meta"))
        .sorted()
        .toList();
  }
}
