package dev.bootwitness.image.filesystem;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All names of a tree, for formats that are listed at once. */
final class NodeIndex {

  /** A system of a desktop has some 200,000; what comes after is not seen. */
  private static final int MOST = 500_000;

  private final Map<String, TreeNode> nodes = new HashMap<>();
  private final Map<String, TreeMap<String, TreeNode>> folders = new HashMap<>();

  NodeIndex() {
    nodes.put("/", TreeNode.folder("/"));
  }

  /** Adds a name and the folders above it; of two with one name, the later counts. */
  void add(TreeNode node) {
    if (nodes.size() >= MOST) {
      return;
    }
    TreeNode known = nodes.get(node.path());
    if (known != null && known.type() == TreeNode.Type.FOLDER && node.type() == known.type()) {
      return;
    }
    nodes.put(node.path(), node);
    String folder = folder(node.path());
    if (!nodes.containsKey(folder)) {
      add(TreeNode.folder(folder));
    }
    folders.computeIfAbsent(folder, _ -> new TreeMap<>()).put(node.path(), node);
  }

  Optional<TreeNode> node(String path) {
    return Optional.ofNullable(nodes.get(path));
  }

  List<TreeNode> children(String folder) {
    return List.copyOf(folders.getOrDefault(folder, new TreeMap<>()).values());
  }

  /** The folder of a path. */
  static String folder(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }

  /** A path as trees write it: with one leading slash, without empty names and dots. */
  static String plain(String path) {
    StringBuilder plain = new StringBuilder();
    for (String name : path.split("/", -1)) {
      if (!name.isEmpty() && !name.equals(".") && !name.equals("..")) {
        plain.append('/').append(name);
      }
    }
    return plain.isEmpty() ? "/" : plain.toString();
  }
}
