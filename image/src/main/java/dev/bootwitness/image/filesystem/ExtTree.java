package dev.bootwitness.image.filesystem;

import dev.bootwitness.image.tool.ToolFailure;
import dev.bootwitness.image.tool.Workbench;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of an ext2, ext3 or ext4 file system, by debugfs(8). Files are named by their inode
 * numbers, so that no name of the image becomes part of a command.
 */
public final class ExtTree implements FileTree {

  private static final int ROOT = 2;

  /** A larger file is read only by {@link #open}. */
  private static final long LARGEST_READ = 64L << 20;

  /** {@code ls -p}: /inode/mode/uid/gid/name/size/. */
  private static final Pattern ENTRY =
      Pattern.compile("/(\\d{1,10})/([0-7]{6})/\\d+/\\d+/([^/]+)/(\\d*)/");

  private static final Pattern INODE = Pattern.compile("Inode: (\\d{1,10}) .*");
  private static final Pattern TARGET = Pattern.compile("Fast link dest: \"(.*)\"");

  private static final String FOLDER = "04";
  private static final String FILE = "10";
  private static final String LINK = "12";

  private final Workbench bench;
  private final String type;
  private final String device;
  private final Map<String, Long> inodes = new HashMap<>();
  private final Map<String, Map<String, TreeNode>> folders = new HashMap<>();

  /** The file system of that type which begins at that byte of the image. */
  public ExtTree(Workbench bench, Path image, long offset, String type) {
    this.bench = bench;
    this.type = type;
    // debugfs's own syntax for an offset (lib/ext2fs/unix_io.c, unix_set_option).
    this.device = image + "?offset=" + offset;
    inodes.put("/", (long) ROOT);
  }

  @Override
  public String type() {
    return type;
  }

  @Override
  public Optional<TreeNode> node(String path) throws ToolFailure, InterruptedException {
    return path.equals("/")
        ? Optional.of(TreeNode.folder("/"))
        : Optional.ofNullable(listed(NodeIndex.folder(path)).get(path));
  }

  @Override
  public List<TreeNode> children(String folder) throws ToolFailure, InterruptedException {
    return List.copyOf(listed(folder).values());
  }

  private Map<String, TreeNode> listed(String folder) throws ToolFailure, InterruptedException {
    Map<String, TreeNode> known = folders.get(folder);
    if (known != null) {
      return known;
    }
    Map<String, TreeNode> listed = new LinkedHashMap<>();
    if (folder.equals("/") || isFolder(folder)) {
      list(folder, listed);
    }
    folders.put(folder, listed);
    return listed;
  }

  private boolean isFolder(String path) throws ToolFailure, InterruptedException {
    return node(path).filter(node -> node.type() == TreeNode.Type.FOLDER).isPresent();
  }

  private void list(String folder, Map<String, TreeNode> listed)
      throws ToolFailure, InterruptedException {
    List<String> links = new ArrayList<>();
    String listing = bench.text("debugfs", "-R", "ls -p <" + inode(folder) + ">", device);
    for (String line : listing.lines().toList()) {
      Matcher entry = ENTRY.matcher(line);
      if (!entry.matches() || entry.group(3).equals(".") || entry.group(3).equals("..")) {
        continue;
      }
      String path = (folder.equals("/") ? "" : folder) + "/" + entry.group(3);
      inodes.put(path, Long.parseLong(entry.group(1)));
      String size = entry.group(4);
      switch (entry.group(2).substring(0, 2)) {
        case FOLDER -> listed.put(path, TreeNode.folder(path));
        case FILE ->
            listed.put(path, TreeNode.file(path, size.isEmpty() ? 0 : Long.parseLong(size)));
        case LINK -> links.add(path);
        default -> listed.put(path, TreeNode.other(path));
      }
    }
    Map<Long, String> targets = targets(links);
    for (String path : links) {
      String target = targets.get(inode(path));
      listed.put(path, target == null ? TreeNode.other(path) : TreeNode.link(path, target));
    }
  }

  /** A target too long for its inode is not read: none of a system's own links is. */
  private Map<Long, String> targets(List<String> links) throws ToolFailure, InterruptedException {
    Map<Long, String> targets = new HashMap<>();
    if (links.isEmpty()) {
      return targets;
    }
    StringBuilder commands = new StringBuilder();
    links.forEach(path -> commands.append("stat <").append(inode(path)).append(">\n"));
    long inode = 0;
    for (String line : script(commands.toString()).lines().toList()) {
      Matcher number = INODE.matcher(line);
      Matcher target = TARGET.matcher(line);
      if (number.matches()) {
        inode = Long.parseLong(number.group(1));
      } else if (target.matches()) {
        targets.put(inode, target.group(1));
      }
    }
    return targets;
  }

  private String script(String commands) throws ToolFailure, InterruptedException {
    Path file = bench.fresh("commands");
    try {
      Files.writeString(file, commands);
    } catch (IOException e) {
      throw new ToolFailure("debugfs has no room for its commands: " + e.getMessage());
    }
    return new String(
        bench.run("debugfs", List.of("-f", file.toString(), device), InputStream.nullInputStream()),
        StandardCharsets.UTF_8);
  }

  private long inode(String path) {
    return inodes.getOrDefault(path, 0L);
  }

  @Override
  public Map<String, byte[]> read(Collection<TreeNode> files, int most)
      throws ToolFailure, InterruptedException {
    Map<TreeNode, Path> copies = new LinkedHashMap<>();
    for (TreeNode file : files) {
      if (file.isFile() && file.size() <= LARGEST_READ) {
        copies.put(file, bench.fresh("ext"));
      }
    }
    dump(copies);
    Map<String, byte[]> read = new LinkedHashMap<>();
    for (Map.Entry<TreeNode, Path> copy : copies.entrySet()) {
      if (Files.exists(copy.getValue())) {
        read.put(copy.getKey().path(), Dumped.read(copy.getValue(), copy.getKey(), most));
      }
    }
    return read;
  }

  private void dump(Map<TreeNode, Path> copies) throws ToolFailure, InterruptedException {
    StringBuilder commands = new StringBuilder();
    copies.forEach((file, copy) ->
        commands
            .append("dump <")
            .append(inode(file.path()))
            .append("> ")
            .append(copy)
            .append('\n'));
    if (!copies.isEmpty()) {
      String _ = script(commands.toString());
    }
  }

  @Override
  public InputStream open(TreeNode file) throws ToolFailure, InterruptedException {
    Path copy = bench.fresh("ext");
    dump(Map.of(file, copy));
    return Dumped.open(copy, file);
  }
}
