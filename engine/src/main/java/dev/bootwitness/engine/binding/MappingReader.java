package dev.bootwitness.engine.binding;

import dev.bootwitness.base.yaml.StrictMapping;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.safere.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads one mapping of a spec in the forms that its keys are declared with. Each mistake becomes a
 * problem with its place, and reading goes on with a stand-in.
 */
public final class MappingReader {

  private final Problems problems;
  private final SpecKeys keys;
  private final StrictMapping map;

  /**
   * Reads {@code node}.
   *
   * @param path of this mapping, empty for the whole file
   * @param keys every key it may have, and how each is read
   */
  public MappingReader(Problems problems, String path, Node node, SpecKeys keys) {
    this.problems = problems;
    this.keys = keys;
    this.map = new StrictMapping(problems::add, path, node, keys.names());
  }

  public boolean has(String key) {
    var _ = keys.declared(key);
    return map.has(key);
  }

  public Optional<Node> node(String key) {
    var _ = keys.declared(key);
    return map.node(key);
  }

  /** The mapping under {@code key}, which is declared to have {@code inner}. */
  public Optional<MappingReader> mapping(String key, SpecKeys inner) {
    var _ = keys.readAs(key, new Form.Mapping(inner));
    return node(key).map(n -> new MappingReader(problems, map.path(key), n, inner));
  }

  public void problem(String key, String message) {
    map.problem(key, message);
  }

  /** A problem of the mapping as a whole. */
  public void problemHere(String message) {
    map.problem(message);
  }

  /** Whether there is a mapping at all; if not, that has been reported and nothing else need be. */
  public boolean isMapping() {
    return map.isMapping();
  }

  public void require(String key, String example) {
    if (!keys.declared(key).required()) {
      throw new IllegalStateException(map.path(key) + " is not declared as required");
    }
    if (isMapping() && !has(key)) {
      problem(key, "this key is missing. Write e.g. `" + key + ": " + example + "`.");
    }
  }

  public Optional<String> text(String key) {
    return text(key, Form.Scalar.TEXT);
  }

  /** The text under a key whose form is one of those that are written as a text. */
  private Optional<String> text(String key, Form form) {
    var _ = keys.readAs(key, form);
    return node(key).flatMap(n -> map.text(n, map.path(key)));
  }

  /** A text with something in it. */
  public Optional<String> words(String key) {
    return words(key, Form.Scalar.TEXT);
  }

  private Optional<String> words(String key, Form form) {
    var _ = keys.readAs(key, form);
    return node(key).flatMap(n -> map.words(n, map.path(key)));
  }

  /** A path of this host, as it is written. */
  public Optional<String> path(String key) {
    return words(key, Form.Scalar.PATH).filter(text -> isPath(text, map.place(key), map.path(key)));
  }

  /** A name for a folder that does not lead out of its parent. */
  public Optional<String> folderName(String key) {
    Optional<String> name =
        words(key, Form.Scalar.FOLDER_NAME)
            .filter(text -> isPath(text, map.place(key), map.path(key)));
    if (name.isPresent() && (name.get().contains("/") || name.get().startsWith("."))) {
      problem(
          key, "\"" + name.get() + "\" cannot name a folder. Leave out slashes and a leading dot.");
    }
    return name;
  }

  /** An absolute path in the guest. */
  public Optional<String> guestPath(String key) {
    Optional<String> path = words(key, Form.Scalar.GUEST_PATH);
    path.ifPresent(text -> requireAbsolute(key, text));
    return path;
  }

  public List<String> guestPaths(String key) {
    List<String> paths = texts(key, Form.Scalar.GUEST_PATH);
    paths.forEach(text -> requireAbsolute(key, text));
    return paths;
  }

  private void requireAbsolute(String key, String path) {
    if (!path.startsWith("/")) {
      problem(key, "\"" + path + "\" is not an absolute path in the guest.");
    }
  }

  public List<String> paths(String key) {
    List<String> paths = new ArrayList<>();
    forEachItem(
        key,
        Form.Scalar.PATH,
        "paths",
        (item, where) ->
            map.text(item, where).filter(text -> isPath(text, item, where)).ifPresent(paths::add));
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

  public Optional<Duration> duration(String key) {
    return text(key, Form.Scalar.DURATION)
        .flatMap(text -> {
          Optional<Duration> value = Quantities.duration(text);
          if (value.isEmpty()) {
            problem(key, "\"" + text + "\" is not a duration. Write e.g. 90s, 5m or 500ms.");
          }
          return value;
        });
  }

  public Optional<LocalDate> date(String key) {
    return text(key, Form.Scalar.DATE)
        .flatMap(text -> {
          try {
            return Optional.of(LocalDate.parse(text));
          } catch (DateTimeParseException e) {
            problem(key, "\"" + text + "\" is not a date. Write e.g. 2027-01-31.");
            return Optional.empty();
          }
        });
  }

  public OptionalLong size(String key) {
    var _ = keys.readAs(key, Form.Scalar.SIZE);
    Optional<Node> node = node(key);
    return node.isEmpty() ? OptionalLong.empty() : size(node.get(), map.path(key));
  }

  /** The size at {@code node}, whose path is {@code where}. */
  public OptionalLong size(Node node, String where) {
    Optional<String> text = map.text(node, where);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    OptionalLong value = Quantities.size(text.get());
    if (value.isEmpty()) {
      problems.add(node, where, "\"" + text.get() + "\" is not a size. Write e.g. 2GiB or 512MiB.");
    }
    return value;
  }

  public List<String> texts(String key) {
    return texts(key, Form.Scalar.TEXT);
  }

  private List<String> texts(String key, Form form) {
    List<String> texts = new ArrayList<>();
    forEachItem(key, form, "texts", (item, where) -> map.text(item, where).ifPresent(texts::add));
    return texts;
  }

  /** Takes one item of a list; {@code where} is its path. */
  @FunctionalInterface
  public interface ItemReader {
    void read(Node item, String where);
  }

  /** Reads a list whose items are declared as {@code item}; {@code expected} names them. */
  public void forEachItem(String key, Form item, String expected, ItemReader reader) {
    var _ = keys.readAs(key, new Form.ListOf(item));
    List<Node> items = map.items(key, expected);
    for (int i = 0; i < items.size(); i++) {
      reader.read(items.get(i), map.path(key) + "[" + i + "]");
    }
  }

  /** A reader of one item of a list that is a mapping. */
  public MappingReader item(Node item, String where, SpecKeys inner) {
    return new MappingReader(problems, where, item, inner);
  }

  /** A whole number within the bounds of its declaration. */
  public Optional<Integer> integer(String key) {
    if (!(keys.declared(key).form() instanceof Form.Whole(int least, int most))) {
      throw new IllegalStateException(map.path(key) + " is not declared as a whole number");
    }
    return text(key, new Form.Whole(least, most))
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

  public Optional<Boolean> bool(String key) {
    return flag(key, Form.Scalar.BOOLEAN);
  }

  /** Reads a key that has a meaning with {@code true} alone. */
  public Optional<Boolean> truth(String key) {
    return flag(key, Form.Scalar.TRUE);
  }

  private Optional<Boolean> flag(String key, Form form) {
    var _ = keys.readAs(key, form);
    return node(key).flatMap(n -> map.flag(n, map.path(key)));
  }

  public <E extends Enum<E>> Optional<E> oneOf(String key, Class<E> type) {
    Map<String, E> known = EnumWords.of(type);
    return text(key, Form.oneOf(type))
        .flatMap(text -> {
          E value = known.get(text);
          if (value == null) {
            String hint = StrictMapping.hint(text, known.keySet());
            problem(
                key,
                "\"%s\" is not a known value.%s Allowed: %s."
                    .formatted(text, hint, String.join(", ", known.keySet())));
          }
          return Optional.ofNullable(value);
        });
  }

  public Optional<String> regex(String key) {
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

  /** The library's message goes on with the expression itself and a caret under it. */
  private static String reason(IllegalArgumentException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
