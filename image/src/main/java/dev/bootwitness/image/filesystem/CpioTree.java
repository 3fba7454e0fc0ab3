package dev.bootwitness.image.filesystem;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The files of an initramfs: all names, and the contents of small files. */
public final class CpioTree extends IndexedTree {

  private final Map<String, byte[]> contents = new HashMap<>();

  void add(TreeNode node, byte[] content) {
    index(node);
    if (node.isFile()) {
      contents.put(node.path(), content);
    }
  }

  @Override
  public String type() {
    return "cpio";
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
