package dev.bootwitness.base.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A YAML mapping read strictly: every key must be allowed and appear only once, and every mistake
 * is a {@link DataFileException} with its position.
 */
public final class YamlMap {
  private final String file;
  private final Node node;
  private final Map<String, Node> values;

  private YamlMap(String file, Node node, Map<String, Node> values) {
    this.file = file;
    this.node = node;
    this.values = values;
  }

  /** Reads a whole document whose top is a mapping with the allowed keys. */
  public static YamlMap parse(String file, String text, Set<String> allowed) {
    var settings = LoadSettings.builder().setLabel(file).build();
    Optional<Node> root;
    try {
      root = new Compose(settings).composeString(text);
    } catch (MarkedYamlEngineException e) {
      throw at(file, e.getProblemMark().orElse(null), "this is not YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      throw at(file, null, "this is not YAML: " + e.getMessage());
    }
    return of(
        file, root.orElseThrow(() -> at(file, null, "the file is empty")), "the file", allowed);
  }

  /** The text of a resource beside this class. */
  public static String resource(String name) {
    try (InputStream in = YamlMap.class.getResourceAsStream("/dev/bootwitness/diagnosis/" + name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing in the jar of module diagnosis");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " in the jar of module diagnosis", e);
    }
  }

  private static YamlMap of(String file, Node node, String what, Set<String> allowed) {
    if (!(node instanceof MappingNode mapping)) {
      throw at(
          file,
          mark(node),
          what + " must be a mapping with the keys " + String.join(", ", allowed) + ".");
    }
    var values = new LinkedHashMap<String, Node>();
    for (NodeTuple tuple : mapping.getValue()) {
      Node keyNode = tuple.getKeyNode();
      String key = keyNode instanceof ScalarNode scalar ? scalar.getValue() : "";
      if (!allowed.contains(key)) {
        throw at(
            file,
            mark(keyNode),
            "%s: no such key here. Allowed: %s.".formatted(key, String.join(", ", allowed)));
      }
      if (values.put(key, tuple.getValueNode()) != null) {
        throw at(file, mark(keyNode), key + ": this key is here twice.");
      }
    }
    return new YamlMap(file, node, values);
  }

  /** A text that must be present and not blank. */
  public String text(String key) {
    if (!values.containsKey(key)) {
      throw error("%s is missing.".formatted(key));
    }
    return optionalText(key).orElseThrow(() -> error(key, "must not be empty"));
  }

  /** A text; empty when the key is absent or null. */
  public Optional<String> optionalText(String key) {
    Node value = values.get(key);
    return value == null ? Optional.empty() : scalar(key, value);
  }

  private Optional<String> scalar(String key, Node value) {
    if (!(value instanceof ScalarNode scalar)) {
      throw at(file, mark(value), key + ": must be a text.");
    }
    if (scalar.getTag().equals(Tag.NULL)) {
      return Optional.empty();
    }
    if (scalar.getValue().isBlank()) {
      throw at(file, mark(value), key + ": must not be empty.");
    }
    return Optional.of(scalar.getValue());
  }

  /** True or false; false when the key is absent. */
  public boolean flag(String key) {
    return switch (optionalText(key).orElse("false")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw error(key, "must be true or false");
    };
  }

  /** Whether the key is present, even if its value is null. */
  public boolean has(String key) {
    return values.containsKey(key);
  }

  /** A text or a list of texts that must be present and not empty. */
  public List<String> oneOrMore(String key) {
    if (!(values.get(key) instanceof SequenceNode)) {
      return List.of(text(key));
    }
    List<String> texts = texts(key);
    if (texts.isEmpty()) {
      throw error(key, "must not be empty");
    }
    return texts;
  }

  /** A mapping of names to lists of texts, in its order; empty when the key is absent. */
  public Map<String, List<String>> lists(String key) {
    Node value = values.get(key);
    if (value == null) {
      return Map.of();
    }
    if (!(value instanceof MappingNode mapping)) {
      throw at(file, mark(value), key + ": must be a mapping of names to lists.");
    }
    var names = new TreeSet<String>();
    for (NodeTuple tuple : mapping.getValue()) {
      names.add(tuple.getKeyNode() instanceof ScalarNode name ? name.getValue() : "");
    }
    YamlMap map = of(file, value, key, names);
    var lists = new LinkedHashMap<String, List<String>>();
    map.values.keySet().forEach(name -> lists.put(name, map.texts(name)));
    return lists;
  }

  /** The texts of a list; empty when the key is absent. */
  public List<String> texts(String key) {
    var texts = new ArrayList<String>();
    for (Node item : items(key)) {
      texts.add(
          scalar(key, item)
              .orElseThrow(() -> at(file, mark(item), key + ": an item must not be empty.")));
    }
    return texts;
  }

  /** The mappings of a list, each with the allowed keys; empty when the key is absent. */
  public List<YamlMap> maps(String key, Set<String> allowed) {
    return items(key).stream().map(item -> of(file, item, "an item of " + key, allowed)).toList();
  }

  private List<Node> items(String key) {
    Node value = values.get(key);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof SequenceNode sequence)) {
      throw at(file, mark(value), key + ": must be a list.");
    }
    return sequence.getValue();
  }

  /** A mistake in the value of a key. */
  public DataFileException error(String key, String problem) {
    return at(file, mark(values.getOrDefault(key, node)), "%s: %s.".formatted(key, problem));
  }

  /** A mistake in an item of a list, counted from 0; in the key's value if it is not a list. */
  public DataFileException error(String key, int item, String problem) {
    return values.get(key) instanceof SequenceNode sequence && item < sequence.getValue().size()
        ? at(file, mark(sequence.getValue().get(item)), "%s: %s.".formatted(key, problem))
        : error(key, problem);
  }

  /** A mistake in the mapping as a whole. */
  public DataFileException error(String problem) {
    return at(file, mark(node), problem);
  }

  private static @Nullable Mark mark(Node node) {
    return node.getStartMark().orElse(null);
  }

  /** snakeyaml counts lines and columns from 0. */
  private static DataFileException at(String file, @Nullable Mark mark, String message) {
    return mark == null
        ? new DataFileException(file, 1, 1, message)
        : new DataFileException(file, mark.getLine() + 1, mark.getColumn() + 1, message);
  }
}
