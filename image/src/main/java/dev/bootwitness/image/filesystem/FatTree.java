package dev.bootwitness.image.filesystem;

import dev.bootwitness.image.tool.ToolFailure;
import dev.bootwitness.image.tool.Workbench;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The files of a FAT file system, by mtools(1). Names are compared without case, as FAT does. */
public final class FatTree implements FileTree {

  /** What mtools and shells give a meaning to; no loader's file has such a name. */
  private static final String SPECIAL = "*?[]\\\"";

  private final Workbench bench;
  private final String drive;
  private final NodeIndex index = new NodeIndex();
  private final Map<String, String> spelled = new HashMap<>();

  private FatTree(Workbench bench, String drive) {
    this.bench = bench;
    this.drive = drive;
  }

  /** Lists the file system that begins at that byte of the image. */
  public static FatTree of(Workbench bench, Path image, long offset)
      throws ToolFailure, InterruptedException {
    FatTree tree = new FatTree(bench, image + "@@" + offset);
    bench
        .text("mdir", "-/", "-b", "-a", "-i", tree.drive, "::")
        .lines()
        .filter(line -> line.startsWith("::/"))
        .map(line -> line.substring(2))
        .filter(path -> path.chars().noneMatch(c -> SPECIAL.indexOf(c) >= 0))
        .forEach(tree::take);
    return tree;
  }

  private void take(String path) {
    String plain = NodeIndex.plain(path);
    String key = key(plain);
    spelled.put(key, plain);
    index.add(path.endsWith("/") ? TreeNode.folder(key) : TreeNode.file(key, 0));
  }

  private static String key(String path) {
    return path.toLowerCase(Locale.ROOT);
  }

  @Override
  public String type() {
    return "vfat";
  }

  /** The size of a file is not listed and is 0. */
  @Override
  public Optional<TreeNode> node(String path) {
    return index.node(key(path)).map(this::spelled);
  }

  @Override
  public List<TreeNode> children(String folder) {
    return index.children(key(folder)).stream().map(this::spelled).toList();
  }

  private TreeNode spelled(TreeNode node) {
    return new TreeNode(
        spelled.getOrDefault(node.path(), node.path()), node.type(), node.size(), node.target());
  }

  @Override
  public Map<String, byte[]> read(Collection<TreeNode> files, int most)
      throws ToolFailure, InterruptedException {
    Map<String, byte[]> read = new LinkedHashMap<>();
    for (TreeNode file : files) {
      if (file.isFile()) {
        read.put(file.path(), Dumped.read(copy(file), file, most));
      }
    }
    return read;
  }

  private Path copy(TreeNode file) throws ToolFailure, InterruptedException {
    Path copy = bench.fresh("fat");
    byte[] _ = bench.run("mcopy", "-n", "-i", drive, "::" + file.path(), copy.toString());
    return copy;
  }

  @Override
  public InputStream open(TreeNode file) throws ToolFailure, InterruptedException {
    return Dumped.open(copy(file), file);
  }
}
