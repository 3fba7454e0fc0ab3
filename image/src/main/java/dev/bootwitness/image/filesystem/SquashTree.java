package dev.bootwitness.image.filesystem;

import dev.bootwitness.image.tool.ToolFailure;
import dev.bootwitness.image.tool.Workbench;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of a squashfs, by unsquashfs(1), in place: neither the squashfs nor more than the files
 * asked for is copied. Only folders that say something about a system are listed.
 */
public final class SquashTree implements FileTree {

  /** A listing of these is some thousand names; one of a whole desktop is 200,000. */
  private static final List<String> WORTH_LISTING =
      List.of(
          "boot",
          "bin",
          "etc",
          "home",
          "init",
          "lib",
          "lib64",
          "linuxrc",
          "nix-path-registration",
          "root/.ssh",
          "sbin",
          "usr/bin",
          "usr/lib/os-release",
          "usr/lib/systemd",
          "usr/lib/x86_64-linux-gnu/systemd",
          "usr/lib/aarch64-linux-gnu/systemd",
          "usr/lib64/systemd",
          "usr/sbin",
          "var/lib/systemd/linger");

  /** {@code mode owner size date time path}; a device has two numbers in place of the size. */
  private static final Pattern LINE =
      Pattern.compile(
          "([-dlbcps])[-rwxsStT]{9} \\d+/\\d+ +(\\d+|\\d+, *\\d+) \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d (/.*)");

  private static final Pattern STORE_PATH = Pattern.compile("[0-9a-z]{32}-.+");

  private static final int MOST_STORE_PATHS = 40;

  /** A squashfs of some KiB may claim files of any size. */
  private static final long LARGEST_READ = 16L << 20;

  private static final String ARROW = " -> ";

  /** Caches in MiB; the default is 256 each. */
  private static final List<String> SMALL = List.of("-da", "16", "-fr", "16", "-p", "2");

  private final Workbench bench;
  private final Path image;
  private final long offset;
  private final NodeIndex index = new NodeIndex();
  private final Set<String> listed = new HashSet<>();

  private SquashTree(Workbench bench, Path image, long offset) {
    this.bench = bench;
    this.image = image;
    this.offset = offset;
  }

  /**
   * Lists what is worth listing.
   *
   * @param image the file that holds the squashfs
   * @param offset where it begins in that file
   * @param more further paths to list, without a leading slash
   */
  public static SquashTree of(Workbench bench, Path image, long offset, Collection<String> more)
      throws ToolFailure, InterruptedException {
    SquashTree tree = new SquashTree(bench, image, offset);
    List<String> wanted = new ArrayList<>(WORTH_LISTING);
    wanted.addAll(more);
    tree.list(wanted);
    return tree;
  }

  /**
   * Lists a path of a Nix store when it is first asked for: which of them matter, only their links
   * say.
   */
  private void listStorePath(String path) throws ToolFailure, InterruptedException {
    int end = path.indexOf('/', 1);
    String top = path.substring(1, end < 0 ? path.length() : end);
    if (STORE_PATH.matcher(top).matches() && listed.size() < MOST_STORE_PATHS && listed.add(top)) {
      list(List.of(top));
    }
  }

  private void list(Collection<String> paths) throws ToolFailure, InterruptedException {
    byte[] listing =
        bench.run("unsquashfs", arguments(List.of("-lln"), paths), InputStream.nullInputStream());
    new String(listing, StandardCharsets.UTF_8).lines().forEach(this::take);
  }

  private List<String> arguments(List<String> options, Collection<String> paths) {
    List<String> arguments = new ArrayList<>(options);
    arguments.addAll(SMALL);
    arguments.addAll(List.of("-no-wild", "-o", String.valueOf(offset)));
    if (!arguments.contains("-d")) {
      arguments.addAll(List.of("-d", ""));
    }
    arguments.add(image.toString());
    arguments.addAll(paths);
    return arguments;
  }

  private void take(String line) {
    Matcher found = LINE.matcher(line);
    if (!found.matches()) {
      return;
    }
    String path = found.group(3);
    switch (found.group(1)) {
      case "-" -> index.add(TreeNode.file(path, Long.parseLong(found.group(2))));
      case "d" -> index.add(TreeNode.folder(path));
      case "l" -> {
        int arrow = path.indexOf(ARROW);
        if (arrow > 0) {
          index.add(
              TreeNode.link(path.substring(0, arrow), path.substring(arrow + ARROW.length())));
        }
      }
      default -> index.add(TreeNode.other(path));
    }
  }

  @Override
  public String type() {
    return "squashfs";
  }

  @Override
  public Optional<TreeNode> node(String path) throws ToolFailure, InterruptedException {
    listStorePath(path);
    return index.node(path);
  }

  @Override
  public List<TreeNode> children(String folder) throws ToolFailure, InterruptedException {
    listStorePath(folder);
    return index.children(folder);
  }

  @Override
  public Map<String, byte[]> read(Collection<TreeNode> files, int most)
      throws ToolFailure, InterruptedException {
    Path copies = copy(files);
    Map<String, byte[]> read = new LinkedHashMap<>();
    for (TreeNode file : files) {
      Path copy = copies.resolve(file.path().substring(1));
      if (Files.isRegularFile(copy, LinkOption.NOFOLLOW_LINKS)) {
        read.put(file.path(), Dumped.read(copy, file, most));
      }
    }
    return read;
  }

  /** Only regular files are copied, so nothing that a copy holds can lead out of its folder. */
  private Path copy(Collection<TreeNode> files) throws ToolFailure, InterruptedException {
    Path copies = bench.fresh("squashfs");
    List<String> options = List.of("-q", "-n", "-no-xattrs", "-f", "-d", copies.toString());
    List<String> paths =
        files.stream()
            .filter(file -> file.isFile() && file.size() <= LARGEST_READ)
            .map(file -> file.path().substring(1))
            .toList();
    if (!paths.isEmpty()) {
      byte[] _ = bench.run("unsquashfs", arguments(options, paths), InputStream.nullInputStream());
    }
    return copies;
  }

  @Override
  public InputStream open(TreeNode file) throws ToolFailure, InterruptedException {
    Path copies = copy(List.of(file));
    try {
      return Files.newInputStream(
          copies.resolve(file.path().substring(1)), LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw new ToolFailure(file.path() + " could not be read out of the squashfs");
    }
  }
}
