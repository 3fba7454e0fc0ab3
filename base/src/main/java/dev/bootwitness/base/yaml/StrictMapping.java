package dev.bootwitness.base.yaml;

import dev.bootwitness.base.Nearest;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A YAML mapping whose keys must all be known and appear once, and whose values must have the
 * expected form. Each mistake is reported with its place; unless that throws, reading goes on as if
 * the value were absent.
 */
public final class StrictMapping {
  private final Mistakes mistakes;
  private final String path;
  private final Node at;
  private final Map<String, Node> values = new LinkedHashMap<>();

  /** Takes the mistakes that are found. */
  @FunctionalInterface
  public interface Mistakes {
    /**
     * Takes one.
     *
     * @param at where it is
     * @param key path of the key; empty when it concerns the whole document
     * @param message what is wrong and what was expected, in sentences
     */
    void add(Node at, String key, String message);
  }

  /**
   * Reads the keys of {@code node}.
   *
   * @param path of this mapping, which its keys' paths begin with; empty for none
   * @param allowed the keys, in the order in which messages list them
   */
  public StrictMapping(Mistakes mistakes, String path, Node node, Collection<String> allowed) {
    this.mistakes = mistakes;
    this.path = path;
    this.at = node;
    if (!(node instanceof MappingNode mapping)) {
      String keys = String.join(", ", allowed);
      problem("expected a mapping with the keys " + keys + "; found " + describe(node) + ".");
      return;
    }
    for (NodeTuple tuple : mapping.getValue()) {
      take(tuple, allowed);
    }
  }

  private void take(NodeTuple tuple, Collection<String> allowed) {
    String keys = String.join(", ", allowed);
    if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
      mistakes.add(tuple.getKeyNode(), path, "a key must be a plain word. Allowed: " + keys + ".");
      return;
    }
    String name = key.getValue();
    if (!allowed.contains(name)) {
      mistakes.add(
          key, path(name), "no such key here." + hint(name, allowed) + " Allowed: " + keys + ".");
    } else if (values.putIfAbsent(name, tuple.getValueNode()) != null) {
      mistakes.add(key, path(name), "this key appears twice. Keep one of them.");
    }
  }

  /** What a person probably meant, as a question after a space; empty when nothing is near. */
  public static String hint(String word, Collection<String> candidates) {
    return Nearest.to(word, candidates)
        .map(nearest -> " Did you mean `" + nearest + "`?")
        .orElse("");
  }

  /** The path of a key. */
  public String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** Whether there is a mapping at all; if not, that is the only mistake worth reporting. */
  public boolean isMapping() {
    return at instanceof MappingNode;
  }

  /** Whether the key is present, even if its value is null. */
  public boolean has(String key) {
    return values.containsKey(key);
  }

  public Optional<Node> node(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /** The keys that are present, in their order. */
  public Collection<String> keys() {
    return values.keySet();
  }

  /** The node of a key, and of the mapping when the key is absent: where to report a mistake. */
  public Node place(String key) {
    return values.getOrDefault(key, at);
  }

  /** Reports a mistake in the value of a key. */
  public void problem(String key, String message) {
    mistakes.add(place(key), path(key), message);
  }

  /** Reports a mistake in the mapping as a whole. */
  public void problem(String message) {
    mistakes.add(at, path, message);
  }

  /** The text at a node, whose path is {@code where}. */
  public Optional<String> text(Node node, String where) {
    if (node instanceof ScalarNode scalar && !isNull(node)) {
      return Optional.of(scalar.getValue());
    }
    mistakes.add(node, where, "expected a text, found " + describe(node) + ".");
    return Optional.empty();
  }

  /** The same, with something in it. */
  public Optional<String> words(Node node, String where) {
    Optional<String> text = text(node, where);
    if (text.isPresent() && text.get().isBlank()) {
      mistakes.add(node, where, "expected a text that is not blank, found \"" + text.get() + "\".");
      return Optional.empty();
    }
    return text;
  }

  /** True or false, as text says it. */
  public Optional<Boolean> flag(Node node, String where) {
    return text(node, where)
        .flatMap(text -> {
          if (text.equals("true") || text.equals("false")) {
            return Optional.of(text.equals("true"));
          }
          mistakes.add(node, where, "\"" + text + "\" is neither true nor false.");
          return Optional.empty();
        });
  }

  /**
   * The items of a list; none when the key is absent.
   *
   * @param expected what the items are, in the plural
   */
  public List<Node> items(String key, String expected) {
    Node node = values.get(key);
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    if (node != null) {
      problem(key, "expected a list of " + expected + ", found " + describe(node) + ".");
    }
    return List.of();
  }

  /** Whether a value was left empty or is {@code null}. */
  public static boolean isNull(Node node) {
    return node instanceof ScalarNode && node.getTag().equals(Tag.NULL);
  }

  private static String describe(Node node) {
    return switch (node) {
      case MappingNode m -> "a mapping";
      case SequenceNode s -> "a list";
      case ScalarNode s when isNull(s) -> "nothing";
      case ScalarNode s -> "\"" + s.getValue() + "\"";
      default -> "something else";
    };
  }
}
