package dev.bootwitness.engine.binding;

import java.util.List;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** The keys of a mapping whose kind is told by the keys that it has. */
public final class MappingKeys {

  private MappingKeys() {}

  /** In their order; none when the node is no mapping. */
  public static List<ScalarNode> of(Node node) {
    return node instanceof MappingNode mapping
        ? mapping.getValue().stream()
            .map(NodeTuple::getKeyNode)
            .filter(ScalarNode.class::isInstance)
            .map(ScalarNode.class::cast)
            .toList()
        : List.of();
  }

  /** Whether the node is a mapping with that key. */
  public static boolean has(Node node, String key) {
    return of(node).stream().anyMatch(scalar -> scalar.getValue().equals(key));
  }
}
