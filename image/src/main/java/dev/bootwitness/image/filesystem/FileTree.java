package dev.bootwitness.image.filesystem;

import dev.bootwitness.image.tool.ToolFailure;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file system in an image. Paths begin with {@code /}; links are not followed here, see {@link
 * TreeFiles}.
 */
public interface FileTree {

  /** What it is, such as {@code ext4}. */
  String type();

  /** The name itself, if it exists. */
  Optional<TreeNode> node(String path) throws ToolFailure, InterruptedException;

  /** What a folder holds; empty for anything else. */
  List<TreeNode> children(String folder) throws ToolFailure, InterruptedException;

  /**
   * The first bytes of files.
   *
   * @param most the bytes of each that are wanted
   */
  Map<String, byte[]> read(Collection<TreeNode> files, int most)
      throws ToolFailure, InterruptedException;

  /** A file's content. */
  InputStream open(TreeNode file) throws ToolFailure, InterruptedException;
}
