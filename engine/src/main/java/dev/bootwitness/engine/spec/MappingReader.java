package dev.bootwitness.engine.spec;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.safere.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads one mapping of a spec strictly: unknown and duplicate keys, wrong types and missing values
 * become problems with their position, and reading continues with a substitute.
 */
final class MappingReader {

  private final Problems problems;
  private final String path;
  private final Node at;
  private final SpecKeys keys;
  private final Map<String, Node> values = new LinkedHashMap<>();

  /**
   * Reads {@code node}.
   *
   * @param path of this mapping, empty for the whole file
   * @param keys every allowed key, and how each is read
   */
  MappingReader(Problems problems, String path, Node node, SpecKeys keys) {
    this.problems = problems;
    this.path = path;
    this.at = node;
    this.keys = keys;
    if (!(node instanceof MappingNode mapping)) {
      problems.add(
          node,
          path,
          "expected a mapping with the keys " + keys.inWords() + "; found " + describe(node) + ".");
      return;
    }
    for (NodeTuple tuple : mapping.getValue()) {
      take(tuple);
    }
  }

  private void take(NodeTuple tuple) {
    if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
      problems.add(
          tuple.getKeyNode(), path, "a key must be a plain word. Allowed: " + keys.inWords() + ".");
      return;
    }
    String name = key.getValue();
    List<String> allowed = keys.names();
    if (!allowed.contains(name)) {
      String hint = Nearest.to(name, allowed).map(n -> " Did you mean `" + n + "`?").orElse("");
      problems.add(
          key, keyPath(name), "no such key here." + hint + " Allowed: " + keys.inWords() + ".");
    } else if (values.putIfAbsent(name, tuple.getValueNode()) != null) {
      problems.add(key, keyPath(name), "this key appears twice. Keep one of them.");
    }
  }

  private String keyPath(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  boolean has(String key) {
    var _ = keys.declared(key);
    return values.containsKey(key);
  }

  Optional<Node> node(String key) {
    var _ = keys.declared(key);
    return Optional.ofNullable(values.get(key));
  }

  /** The mapping under {@code key}, which is declared to have {@code inner}. */
  Optional<MappingReader> mapping(String key, SpecKeys inner) {
    var _ = keys.readAs(key, new Form.Mapping(inner));
    return node(key).map(n -> new MappingReader(problems, keyPath(key), n, inner));
  }

  void problem(String key, String message) {
    Node where = values.get(key);
    problems.add(where == null ? at : where, keyPath(key), message);
  }

  /** A problem with the mapping as a whole. */
  void problemHere(String message) {
    problems.add(at, path, message);
  }

  /**
   * Whether there is a mapping at all; if not, that has been reported and nothing else needs to be.
   */
  boolean isMapping() {
    return at instanceof MappingNode;
  }

  void require(String key, String example) {
    if (!keys.declared(key).required()) {
      throw new IllegalStateException(keyPath(key) + " is not declared as required");
    }
    if (isMapping() && !has(key)) {
      problems.add(
          at, keyPath(key), "this key is missing. Write e.g. `" + key + ": " + example + "`.");
    }
  }

  Optional<String> text(String key) {
    return text(key, Form.Scalar.TEXT);
  }

  /** The text under a key whose form is written as a text. */
  private Optional<String> text(String key, Form form) {
    var _ = keys.readAs(key, form);
    return node(key).flatMap(n -> text(n, keyPath(key)));
  }

  private Optional<String> text(Node node, String where) {
    if (node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
      return Optional.of(scalar.getValue());
    }
    problems.add(node, where, "expected a text, found " + describe(node) + ".");
    return Optional.empty();
  }

  /** A non-empty text. */
  Optional<String> words(String key) {
    return notBlank(key, text(key));
  }

  private Optional<String> notBlank(String key, Optional<String> text) {
    if (text.isPresent() && text.get().isBlank()) {
      problem(key, "expected a text that is not blank, found \"" + text.get() + "\".");
      return Optional.empty();
    }
    return text;
  }

  /** A path of this host, as it is written. */
  Optional<String> path(String key) {
    return notBlank(key, text(key, Form.Scalar.PATH))
        .filter(text -> isPath(text, values.getOrDefault(key, at), keyPath(key)));
  }

  /** A name for a folder that does not lead out of its parent. */
  Optional<String> folderName(String key) {
    Optional<String> name =
        notBlank(key, text(key, Form.Scalar.FOLDER_NAME))
            .filter(text -> isPath(text, values.getOrDefault(key, at), keyPath(key)));
    if (name.isPresent() && (name.get().contains("/") || name.get().startsWith("."))) {
      problem(
          key, "\"" + name.get() + "\" cannot name a folder. Leave out slashes and a leading dot.");
    }
    return name;
  }

  /** An absolute path in the guest. */
  Optional<String> guestPath(String key) {
    Optional<String> path = notBlank(key, text(key, Form.Scalar.GUEST_PATH));
    path.ifPresent(text -> requireAbsolute(key, text));
    return path;
  }

  List<String> guestPaths(String key) {
    List<String> paths = texts(key, Form.Scalar.GUEST_PATH);
    paths.forEach(text -> requireAbsolute(key, text));
    return paths;
  }

  private void requireAbsolute(String key, String path) {
    if (!path.startsWith("/")) {
      problem(key, "\"" + path + "\" is not an absolute path in the guest.");
    }
  }

  List<String> paths(String key) {
    List<String> paths = new ArrayList<>();
    forEachItem(
        key,
        Form.Scalar.PATH,
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
      problems.add(node, where, "this cannot be the path of a file: " + e.getReason() + ".");
      return false;
    }
  }

  Optional<Duration> duration(String key) {
    return text(key, Form.Scalar.DURATION)
        .flatMap(text -> {
          Optional<Duration> value = Quantities.duration(text);
          if (value.isEmpty()) {
            problem(key, "\"" + text + "\" is not a duration. Write e.g. 90s, 5m or 500ms.");
          }
          return value;
        });
  }

  OptionalLong size(String key) {
    var _ = keys.readAs(key, Form.Scalar.SIZE);
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
    return texts(key, Form.Scalar.TEXT);
  }

  private List<String> texts(String key, Form form) {
    List<String> texts = new ArrayList<>();
    forEachItem(key, form, "texts", (item, where) -> text(item, where).ifPresent(texts::add));
    return texts;
  }

  /** Takes one item of a list; {@code where} is its path. */
  @FunctionalInterface
  interface ItemReader {
    void read(Node item, String where);
  }

  /** Reads a list whose items are declared as {@code item}; {@code expected} names them. */
  void forEachItem(String key, Form item, String expected, ItemReader reader) {
    var _ = keys.readAs(key, new Form.ListOf(item));
    Node node = values.get(key);
    if (node instanceof SequenceNode sequence) {
      List<Node> items = sequence.getValue();
      for (int i = 0; i < items.size(); i++) {
        reader.read(items.get(i), keyPath(key) + "[" + i + "]");
      }
    } else if (node != null) {
      problem(key, "expected a list of " + expected + ", found " + describe(node) + ".");
    }
  }

  /** A whole number within the bounds of its declaration. */
  Optional<Integer> integer(String key) {
    if (!(keys.declared(key).form() instanceof Form.Whole(int least, int most))) {
      throw new IllegalStateException(keyPath(key) + " is not declared as a whole number");
    }
    return text(key, new Form.Whole(least, most))
        .flatMap(text -> {
          try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
              return Optional.of(value);
            }
          } catch (NumberFormatException notAnInteger) {
            // Reported below, in the words of the spec.
          }
          problem(
              key, "\"" + text + "\" is not a whole number from " + least + " to " + most + ".");
          return Optional.empty();
        });
  }

  Optional<Boolean> bool(String key) {
    return text(key, Form.Scalar.BOOLEAN)
        .flatMap(text -> {
          if (text.equals("true") || text.equals("false")) {
            return Optional.of(text.equals("true"));
          }
          problem(key, "\"" + text + "\" is neither true nor false.");
          return Optional.empty();
        });
  }

  <E extends Enum<E>> Optional<E> oneOf(String key, Class<E> type) {
    Map<String, E> known = EnumWords.of(type);
    return text(key, Form.oneOf(type))
        .flatMap(text -> {
          E value = known.get(text);
          if (value == null) {
            String hint =
                Nearest.to(text, known.keySet()).map(n -> " Did you mean `" + n + "`?").orElse("");
            problem(
                key,
                "\"%s\" is not a known value.%s Allowed: %s."
                    .formatted(text, hint, String.join(", ", known.keySet())));
          }
          return Optional.ofNullable(value);
        });
  }

  Optional<String> regex(String key) {
    Optional<String> regex = text(key, Form.Scalar.REGEX);
    regex.ifPresent(text -> {
      try {
        Pattern.compile(text, Pattern.MULTILINE);
      } catch (IllegalArgumentException e) {
        problem(
            key,
            "this regular expression cannot be used: %s. Back-references and look-around are not"
                    .formatted(reason(e))
                + " supported.");
      }
    });
    return regex;
  }

  /** The library's message continues with the expression itself and a caret under it. */
  private static String reason(IllegalArgumentException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
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
