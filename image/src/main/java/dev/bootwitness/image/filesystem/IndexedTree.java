package dev.bootwitness.image.filesystem;

import java.util.List;
import java.util.Optional;

/** A file tree of a format that is listed at once: all its names are known before it is asked. */
abstract class IndexedTree implements FileTree {

  private final NodeIndex index = new NodeIndex();

  /** Adds a name. */
  final void index(TreeNode node) {
    index.add(node);
  }

  @Override
  public final Optional<TreeNode> node(String path) {
    return index.node(path);
  }

  @Override
  public final List<TreeNode> children(String folder) {
    return index.children(folder);
  }
}
