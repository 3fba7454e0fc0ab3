package dev.bootwitness.image.filesystem;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files of an initramfs: all names, and the contents of small files. */
public final class CpioTree implements FileTree {

  private final NodeIndex index = new NodeIndex();
  private final Map<String, byte[]> contents = new HashMap<>();

  void add(TreeNode node, byte[] content) {
    index.add(node);
    if (node.isFile()) {
      contents.put(node.path(), content);
    }
  }

  @Override
  public String type() {
    return "cpio";
  }

  @Override
  public Optional<TreeNode> node(String path) {
    return index.node(path);
  }

  @Override
  public List<TreeNode> children(String folder) {
    return index.children(folder);
  }

  @Override
  public Map<String, byte[]> read(Collection<TreeNode> files, int most) {
    Map<String, byte[]> read = new LinkedHashMap<>();
    for (TreeNode file : files) {
      byte[] content = contents.get(file.path());
      if (content != null && content.length == file.size()) {
        read.put(file.path(), Arrays.copyOf(content, Math.min(most, content.length)));
      }
    }
    return read;
  }

  /** The content of a small file; nothing of a larger one. */
  @Override
  public InputStream open(TreeNode file) {
    return new ByteArrayInputStream(contents.getOrDefault(file.path(), new byte[0]));
  }
}
