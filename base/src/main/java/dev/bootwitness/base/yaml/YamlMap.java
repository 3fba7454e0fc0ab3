package dev.bootwitness.base.yaml;

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

/** A {@link StrictMapping} of a data file, whose first mistake is a {@link DataFileException}. */
public final class YamlMap {
  private final String file;
  private final Node node;
  private final StrictMapping map;

  private YamlMap(String file, Node node, Set<String> allowed) {
    this.file = file;
    this.node = node;
    this.map =
        new StrictMapping(
            (at, key, message) -> {
              throw at(file, mark(at), key.isEmpty() ? message : key + ": " + message);
            },
            "",
            node,
            allowed);
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
    return new YamlMap(file, root.orElseThrow(() -> at(file, null, "the file is empty")), allowed);
  }

  /** A text that must be present and not blank. */
  public String text(String key) {
    return optionalText(key)
        .orElseThrow(() -> map.has(key) ? error(key, "a text is missing here") : missing(key));
  }

  private DataFileException missing(String key) {
    return error("%s is missing.".formatted(key));
  }

  /** A text; empty when the key is absent or null. */
  public Optional<String> optionalText(String key) {
    return map.node(key)
        .filter(value -> !StrictMapping.isNull(value))
        .flatMap(value -> map.words(value, key));
  }

  /** True or false; false when the key is absent. */
  public boolean flag(String key) {
    return map.node(key).flatMap(value -> map.flag(value, key)).orElse(false);
  }

  /** Whether the key is present, even if its value is null. */
  public boolean has(String key) {
    return map.has(key);
  }

  /** A text or a list of texts that must be present and not empty. */
  public List<String> oneOrMore(String key) {
    if (!(map.node(key).orElse(null) instanceof SequenceNode)) {
      return List.of(text(key));
    }
    List<String> texts = texts(key);
    if (texts.isEmpty()) {
      throw error(key, "the list is empty");
    }
    return texts;
  }

  /** A mapping of names to lists of texts, in its order; empty when the key is absent. */
  public Map<String, List<String>> lists(String key) {
    Node value = map.node(key).orElse(null);
    if (value == null) {
      return Map.of();
    }
    var names = new TreeSet<String>();
    if (value instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        names.add(tuple.getKeyNode() instanceof ScalarNode name ? name.getValue() : "");
      }
    }
    YamlMap inner = new YamlMap(file, value, names);
    var lists = new LinkedHashMap<String, List<String>>();
    inner.map.keys().forEach(name -> lists.put(name, inner.texts(name)));
    return lists;
  }

  /** The texts of a list; empty when the key is absent. */
  public List<String> texts(String key) {
    return map.items(key, "texts").stream()
        .map(item -> map.words(item, key).orElseThrow())
        .toList();
  }

  /** The mappings of a list, each with the allowed keys; empty when the key is absent. */
  public List<YamlMap> maps(String key, Set<String> allowed) {
    return map.items(key, "mappings").stream()
        .map(item -> new YamlMap(file, item, allowed))
        .toList();
  }

  /** A mistake in the value of a key. */
  public DataFileException error(String key, String problem) {
    return at(file, mark(map.place(key)), "%s: %s.".formatted(key, problem));
  }

  /** A mistake in an item of a list, counted from 0; in the key's value if it is not a list. */
  public DataFileException error(String key, int item, String problem) {
    return map.place(key) instanceof SequenceNode sequence && item < sequence.getValue().size()
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
