package dev.bootwitness.image.filesystem;

import dev.bootwitness.image.tool.ToolFailure;
import java.io.InputStream;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A file system that is mounted at {@code /nix/store}, as NixOS's live images have it. */
public final class StoreTree implements FileTree {

  private static final String STORE = "/nix/store";

  private final FileTree store;

  /** The tree that has it there. */
  public StoreTree(FileTree store) {
    this.store = store;
  }

  /** Whether a tree is such a store: it has the registration of its paths at its root. */
  public static boolean isStore(FileTree tree) throws ToolFailure, InterruptedException {
    return tree.node("/nix-path-registration").isPresent();
  }

  @Override
  public String type() {
    return store.type();
  }

  private static String inner(String path) {
    String rest = path.substring(STORE.length());
    return rest.isEmpty() ? "/" : rest;
  }

  private static boolean isInside(String path) {
    return path.equals(STORE) || path.startsWith(STORE + "/");
  }

  private static TreeNode outer(TreeNode node) {
    String path = node.path().equals("/") ? STORE : STORE + node.path();
    return new TreeNode(path, node.type(), node.size(), node.target());
  }

  @Override
  public Optional<TreeNode> node(String path) throws ToolFailure, InterruptedException {
    if (path.equals("/") || path.equals("/nix")) {
      return Optional.of(TreeNode.folder(path));
    }
    return isInside(path) ? store.node(inner(path)).map(StoreTree::outer) : Optional.empty();
  }

  @Override
  public List<TreeNode> children(String folder) throws ToolFailure, InterruptedException {
    return isInside(folder)
        ? store.children(inner(folder)).stream().map(StoreTree::outer).toList()
        : List.of();
  }

  @Override
  public Map<String, byte[]> read(Collection<TreeNode> files, int most)
      throws ToolFailure, InterruptedException {
    Map<String, byte[]> read = new LinkedHashMap<>();
    store
        .read(files.stream().map(StoreTree::stored).toList(), most)
        .forEach((path, bytes) -> read.put(STORE + path, bytes));
    return read;
  }

  private static TreeNode stored(TreeNode node) {
    return new TreeNode(inner(node.path()), node.type(), node.size(), node.target());
  }

  @Override
  public InputStream open(TreeNode file) throws ToolFailure, InterruptedException {
    return store.open(stored(file));
  }
}
