package dev.bootwitness.image.filesystem;

import dev.bootwitness.image.tool.ToolFailure;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A tree's files by the paths that its own system would use: links are followed within the tree.
 */
public final class TreeFiles {

  /** As many as Linux follows (path_resolution(7)). */
  private static final int MOST_LINKS = 40;

  private static final int LONGEST_PATH = 4096;

  private final FileTree tree;

  /** The files of that tree. */
  public TreeFiles(FileTree tree) {
    this.tree = tree;
  }

  /** The tree itself. */
  public FileTree tree() {
    return tree;
  }

  /** What a path leads to, all links followed; empty when it leads nowhere. */
  public Optional<TreeNode> resolve(String path) throws ToolFailure, InterruptedException {
    Deque<String> ahead = new ArrayDeque<>(names(path));
    List<String> done = new ArrayList<>();
    int links = 0;
    Optional<TreeNode> here = tree.node("/");
    while (!ahead.isEmpty()) {
      String name = ahead.pop();
      if (name.equals("..")) {
        if (!done.isEmpty()) {
          done.removeLast();
        }
        here = tree.node("/" + String.join("/", done));
        continue;
      }
      String next = "/" + String.join("/", done) + (done.isEmpty() ? "" : "/") + name;
      here = tree.node(next);
      if (here.isEmpty() || next.length() > LONGEST_PATH) {
        return Optional.empty();
      }
      if (here.get().type() == TreeNode.Type.LINK) {
        links++;
        if (links > MOST_LINKS) {
          return Optional.empty();
        }
        String target = here.get().target();
        if (target.startsWith("/")) {
          done.clear();
        }
        List<String> more = names(target);
        for (int i = more.size() - 1; i >= 0; i--) {
          ahead.push(more.get(i));
        }
        if (ahead.isEmpty()) {
          here = tree.node("/" + String.join("/", done));
        }
      } else {
        done.add(name);
      }
    }
    return here;
  }

  private static List<String> names(String path) {
    return Arrays.stream(path.split("/"))
        .filter(name -> !name.isEmpty() && !name.equals("."))
        .toList();
  }

  /** Whether a path leads to something. */
  public boolean exists(String path) throws ToolFailure, InterruptedException {
    return resolve(path).isPresent();
  }

  /** Whether a name exists, though it may be a link that leads nowhere within the tree. */
  public boolean named(String path) throws ToolFailure, InterruptedException {
    Optional<TreeNode> folder = resolve(NodeIndex.folder(path));
    return folder.isPresent()
        && tree.node(within(folder.get(), path.substring(path.lastIndexOf('/') + 1))).isPresent();
  }

  /** What a folder holds, under the paths of the folder that it leads to. */
  public List<TreeNode> children(String folder) throws ToolFailure, InterruptedException {
    Optional<TreeNode> node = resolve(folder);
    return node.isEmpty() ? List.of() : tree.children(node.get().path());
  }

  /** A name in a folder, not followed if it is a link. */
  public Optional<TreeNode> child(String folder, String name)
      throws ToolFailure, InterruptedException {
    Optional<TreeNode> node = resolve(folder);
    return node.isEmpty() ? Optional.empty() : tree.node(within(node.get(), name));
  }

  private static String within(TreeNode folder, String name) {
    return folder.path().equals("/") ? "/" + name : folder.path() + "/" + name;
  }

  /**
   * The texts of files, each byte a character of UTF-8 or a replacement, by the paths that were
   * asked for; files that do not exist are left out.
   */
  public Map<String, String> texts(Collection<String> paths, int most)
      throws ToolFailure, InterruptedException {
    Map<String, TreeNode> wanted = new LinkedHashMap<>();
    for (String path : paths) {
      Optional<TreeNode> node = resolve(path).filter(TreeNode::isFile);
      if (node.isPresent()) {
        wanted.put(path, node.get());
      }
    }
    Map<String, byte[]> read =
        wanted.isEmpty() ? Map.of() : tree.read(wanted.values().stream().distinct().toList(), most);
    Map<String, String> texts = new LinkedHashMap<>();
    wanted.forEach((path, node) -> {
      byte[] bytes = read.get(node.path());
      if (bytes != null) {
        texts.put(path, new String(bytes, StandardCharsets.UTF_8));
      }
    });
    return texts;
  }

  /** The text of one file. */
  public Optional<String> text(String path, int most) throws ToolFailure, InterruptedException {
    return Optional.ofNullable(texts(List.of(path), most).get(path));
  }
}
