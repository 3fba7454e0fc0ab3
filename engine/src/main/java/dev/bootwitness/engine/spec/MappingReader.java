package dev.bootwitness.engine.spec;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads one mapping of a spec strictly: unknown and duplicate keys, wrong types and missing values
 * become problems with the place where they stand, and reading goes on with a stand-in.
 */
final class MappingReader {

  private final Problems problems;
  private final String path;
  private final Node at;
  private final Map<String, Node> values = new LinkedHashMap<>();

  /**
   * Reads {@code node}.
   *
   * @param path of this mapping, empty for the whole file
   * @param allowed every key it may have, in the order to be shown
   */
  MappingReader(Problems problems, String path, Node node, List<String> allowed) {
    this.problems = problems;
    this.path = path;
    this.at = node;
    if (!(node instanceof MappingNode mapping)) {
      problems.add(
          node,
          path,
          describe(node) + " stands here; expected keys: " + String.join(", ", allowed) + ".");
      return;
    }
    for (NodeTuple tuple : mapping.getValue()) {
      take(tuple, allowed);
    }
  }

  private void take(NodeTuple tuple, List<String> allowed) {
    if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
      problems.add(
          tuple.getKeyNode(),
          path,
          "a key must be a plain word. Allowed: " + String.join(", ", allowed) + ".");
      return;
    }
    String name = key.getValue();
    if (!allowed.contains(name)) {
      String hint = Nearest.to(name, allowed).map(n -> " Did you mean `" + n + "`?").orElse("");
      problems.add(
          key,
          keyPath(name),
          "no such key here." + hint + " Allowed: " + String.join(", ", allowed) + ".");
    } else if (values.putIfAbsent(name, tuple.getValueNode()) != null) {
      problems.add(key, keyPath(name), "this key stands here twice. Keep one of them.");
    }
  }

  private String keyPath(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  Optional<Node> node(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /** The mapping under {@code key}; a stand-in without values when it is missing. */
  Optional<MappingReader> mapping(String key, List<String> allowed) {
    return node(key).map(n -> new MappingReader(problems, keyPath(key), n, allowed));
  }

  void problem(String key, String message) {
    Node where = values.get(key);
    problems.add(where == null ? at : where, keyPath(key), message);
  }

  /** A problem of the mapping as a whole. */
  void problemHere(String message) {
    problems.add(at, path, message);
  }

  /** Whether there is a mapping at all; if not, that has been said and nothing else needs to be. */
  boolean isMapping() {
    return at instanceof MappingNode;
  }

  void require(String key, String example) {
    if (isMapping() && !has(key)) {
      problems.add(at, keyPath(key), "this is missing. Write e.g. `" + key + ": " + example + "`.");
    }
  }

  Optional<String> text(String key) {
    return node(key).flatMap(n -> text(n, keyPath(key)));
  }

  private Optional<String> text(Node node, String where) {
    if (node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
      return Optional.of(scalar.getValue());
    }
    problems.add(node, where, describe(node) + " stands here; expected a text.");
    return Optional.empty();
  }

  /** A text with something in it. */
  Optional<String> words(String key) {
    Optional<String> text = text(key);
    if (text.isPresent() && text.get().isBlank()) {
      problem(key, "\"" + text.get() + "\" stands here; expected a text with something in it.");
      return Optional.empty();
    }
    return text;
  }

  /** A path of this host, as it is written. */
  Optional<String> path(String key) {
    return words(key).filter(text -> isPath(text, values.getOrDefault(key, at), keyPath(key)));
  }

  List<String> paths(String key) {
    List<String> paths = new ArrayList<>();
    forEachItem(
        key,
        "paths",
        (item, where) ->
            text(item, where).filter(text -> isPath(text, item, where)).ifPresent(paths::add));
    return paths;
  }

  private boolean isPath(String text, Node node, String where) {
    try {
      var _ = Path.of(text);
      return true;
    } catch (InvalidPathException e) {
      problems.add(node, where, "this can be no path of a file: " + e.getReason() + ".");
      return false;
    }
  }

  Optional<Duration> duration(String key) {
    return text(key)
        .flatMap(text -> {
          Optional<Duration> value = Quantities.duration(text);
          if (value.isEmpty()) {
            problem(key, "\"" + text + "\" is not a duration. Write e.g. 90s, 5m or 500ms.");
          }
          return value;
        });
  }

  OptionalLong size(String key) {
    Optional<Node> node = node(key);
    return node.isEmpty() ? OptionalLong.empty() : size(node.get(), keyPath(key));
  }

  /** The size at {@code node}, whose path is {@code where}. */
  OptionalLong size(Node node, String where) {
    Optional<String> text = text(node, where);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    OptionalLong value = Quantities.size(text.get());
    if (value.isEmpty()) {
      problems.add(node, where, "\"" + text.get() + "\" is not a size. Write e.g. 2GiB or 512MiB.");
    }
    return value;
  }

  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    forEachItem(key, "texts", (item, where) -> text(item, where).ifPresent(texts::add));
    return texts;
  }

  /** Takes one item of a list; {@code where} is its path. */
  @FunctionalInterface
  interface ItemReader {
    void read(Node item, String where);
  }

  void forEachItem(String key, String expected, ItemReader reader) {
    Node node = values.get(key);
    if (node instanceof SequenceNode sequence) {
      List<Node> items = sequence.getValue();
      for (int i = 0; i < items.size(); i++) {
        reader.read(items.get(i), keyPath(key) + "[" + i + "]");
      }
    } else if (node != null) {
      problem(key, describe(node) + " stands here; expected a list of " + expected + ".");
    }
  }

  Optional<Integer> integer(String key, int least, int most) {
    return text(key)
        .flatMap(text -> {
          try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
              return Optional.of(value);
            }
          } catch (NumberFormatException notAnInteger) {
            // Said below, in the words of the spec.
          }
          problem(
              key, "\"" + text + "\" is not a whole number from " + least + " to " + most + ".");
          return Optional.empty();
        });
  }

  Optional<Boolean> bool(String key) {
    return text(key)
        .flatMap(text -> {
          if (text.equals("true") || text.equals("false")) {
            return Optional.of(text.equals("true"));
          }
          problem(key, "\"" + text + "\" is neither true nor false.");
          return Optional.empty();
        });
  }

  <E extends Enum<E>> Optional<E> oneOf(String key, Class<E> type) {
    return text(key)
        .flatMap(text -> {
          Map<String, E> known =
              Arrays.stream(type.getEnumConstants())
                  .collect(
                      Collectors.toMap(
                          e -> e instanceof Worded w ? w.word() : e.name().toLowerCase(Locale.ROOT),
                          e -> e,
                          (a, b) -> a,
                          LinkedHashMap::new));
          E value = known.get(text);
          if (value == null) {
            String hint =
                Nearest.to(text, known.keySet()).map(n -> " Did you mean `" + n + "`?").orElse("");
            problem(
                key,
                "\""
                    + text
                    + "\" is not known here."
                    + hint
                    + " Allowed: "
                    + String.join(", ", known.keySet())
                    + ".");
          }
          return Optional.ofNullable(value);
        });
  }

  private static String describe(Node node) {
    return switch (node) {
      case MappingNode m -> "a mapping";
      case SequenceNode s -> "a list";
      case ScalarNode s when s.getTag().equals(Tag.NULL) -> "nothing";
      case ScalarNode s -> "\"" + s.getValue() + "\"";
      default -> "something else";
    };
  }
}
