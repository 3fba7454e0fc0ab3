package dev.bootwitness.image.filesystem;

import dev.bootwitness.image.tool.ToolFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of an ISO 9660 image, from the addresses that xorriso(1) reports: their bytes are read
 * from the image itself.
 */
public final class IsoTree extends IndexedTree {

  private static final int BLOCK = 2048;

  /** {@code File data lba: xt , Startlba , Blocks , Filesize , ISO image path}. */
  private static final Pattern DATA =
      Pattern.compile("File data lba: *\\d+ , *(\\d+) , *\\d+ , *(\\d+) , '(/.*)'");

  private static final Pattern LINK = Pattern.compile("l.{9} .*? '(/.*)' -> '(.*)'");

  private final Path image;
  private final Map<String, List<Extent>> extents = new HashMap<>();

  /** Consecutive bytes of the image. */
  public record Extent(long offset, long bytes) {}

  private IsoTree(Path image) {
    this.image = image;
  }

  /**
   * The tree of an image.
   *
   * @param listing the output of {@code -find / -exec report_lba} and {@code -find / -type l -exec
   *     lsdl}
   */
  public static IsoTree of(Path image, String listing) {
    IsoTree tree = new IsoTree(image);
    listing.lines().forEach(tree::take);
    return tree;
  }

  private void take(String line) {
    Matcher data = DATA.matcher(line);
    Matcher link = LINK.matcher(line);
    if (data.matches()) {
      String path = data.group(3);
      long bytes = Long.parseLong(data.group(2));
      List<Extent> parts = extents.computeIfAbsent(path, _ -> new ArrayList<>());
      parts.add(new Extent(Long.parseLong(data.group(1)) * BLOCK, bytes));
      index(TreeNode.file(path, parts.stream().mapToLong(Extent::bytes).sum()));
    } else if (line.startsWith("l") && link.matches()) {
      index(TreeNode.link(link.group(1), link.group(2)));
    }
  }

  @Override
  public String type() {
    return "iso9660";
  }

  /** All files under a folder, in the order of their paths. */
  public List<TreeNode> files(String folder) {
    List<TreeNode> all = new ArrayList<>();
    for (TreeNode node : children(folder)) {
      if (node.type() == TreeNode.Type.FOLDER) {
        all.addAll(files(node.path()));
      } else {
        all.add(node);
      }
    }
    return all;
  }

  /** Where a file lies, if in one piece. */
  public Optional<Extent> extent(TreeNode file) {
    List<Extent> parts = extents.getOrDefault(file.path(), List.of());
    return parts.size() == 1 ? Optional.of(parts.getFirst()) : Optional.empty();
  }

  @Override
  public Map<String, byte[]> read(Collection<TreeNode> files, int most) throws ToolFailure {
    Map<String, byte[]> read = new LinkedHashMap<>();
    for (TreeNode file : files) {
      try (InputStream in = open(file)) {
        read.put(file.path(), in.readNBytes(most));
      } catch (IOException e) {
        throw new ToolFailure("the image could not be read: " + e.getMessage());
      }
    }
    return read;
  }

  @Override
  public InputStream open(TreeNode file) throws ToolFailure {
    try {
      List<InputStream> parts = new ArrayList<>();
      for (Extent extent : extents.getOrDefault(file.path(), List.of())) {
        parts.add(new FileRegion(image, extent.offset, extent.bytes));
      }
      return new SequenceInputStream(Collections.enumeration(parts));
    } catch (IOException e) {
      throw new ToolFailure("the image could not be read: " + e.getMessage());
    }
  }
}
