package dev.bootwitness.image.filesystem;

import dev.bootwitness.image.tool.RunningTool;
import dev.bootwitness.image.tool.ToolFailure;
import dev.bootwitness.image.tool.Workbench;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * Reads an initramfs as the kernel unpacks it: consecutive cpio archives, plain or compressed, of
 * which later files replace earlier ones (Linux {@code
 * Documentation/driver-api/early-userspace/buffer-format.rst}).
 *
 * <p>Commons Compress reads cpio in blocks, past the end of one archive into the next; hence this
 * reader. What is compressed is unpacked by the compressor's own program.
 */
public final class InitrdReader {

  /** Larger files are programs and drivers, of which the name is enough. */
  private static final int LONGEST_KEPT = 64 << 10;

  private static final long MOST_KEPT = 32L << 20;

  /** An initrd that unpacks to more than this would not fit into the guest's memory. */
  private static final long MOST_UNPACKED = 2L << 30;

  private static final int MOST_FILES = 200_000;

  /** Six characters of magic, thirteen numbers of eight digits. */
  private static final int HEADER = 110;

  private static final int TYPE = 0170000;
  private static final int FOLDER = 0040000;
  private static final int FILE = 0100000;
  private static final int LINK = 0120000;
  private static final int LONGEST_NAME = 4096;

  private final Workbench bench;
  private final CpioTree tree = new CpioTree();
  private final Set<String> compressions = new LinkedHashSet<>();
  private long kept;
  private long unpacked;
  private int files;

  /**
   * What was read.
   *
   * @param compressions of its parts, in their order; empty for a plain archive
   */
  public record Read(CpioTree tree, List<String> compressions) {}

  private InitrdReader(Workbench bench) {
    this.bench = bench;
  }

  /**
   * Reads all of it.
   *
   * @throws ToolFailure when a part cannot be unpacked, is damaged, or is too large
   */
  public static Read read(Workbench bench, List<InputStream> parts)
      throws ToolFailure, InterruptedException {
    InitrdReader reader = new InitrdReader(bench);
    for (InputStream part : parts) {
      try (BufferedInputStream in = new BufferedInputStream(part, 1 << 16)) {
        reader.archives(in, true);
      } catch (IOException e) {
        throw new ToolFailure("the initrd is damaged: " + e.getMessage());
      }
    }
    return new Read(reader.tree, new ArrayList<>(reader.compressions));
  }

  private void archives(InputStream in, boolean packed)
      throws IOException, ToolFailure, InterruptedException {
    while (true) {
      in.mark(8);
      byte[] head = in.readNBytes(6);
      if (head.length == 0) {
        return;
      }
      if (head[0] == 0) {
        in.reset();
        if (in.read() < 0) {
          return;
        }
        continue; // padding between archives
      }
      in.reset();
      if (ascii(head).startsWith("07070")) {
        archive(in);
      } else if (packed) {
        unpack(in, head);
        return; // a compressed part is the last one
      } else {
        throw new IOException("something other than a cpio archive follows in it");
      }
    }
  }

  private void unpack(InputStream in, byte[] head)
      throws IOException, ToolFailure, InterruptedException {
    Compression how = Compression.of(head);
    if (how == null) {
      throw new IOException("it is neither a cpio archive nor compressed in a known way");
    }
    compressions.add(how.id());
    if (how == Compression.GZIP) {
      archives(new BufferedInputStream(new GZIPInputStream(in, 1 << 16), 1 << 16), false);
      return;
    }
    try (RunningTool tool = bench.start(how.program(), how.arguments(), in)) {
      archives(new BufferedInputStream(tool.output(), 1 << 16), false);
    }
  }

  /** One archive, up to its trailer. */
  private void archive(InputStream in) throws IOException, ToolFailure {
    long at = 0;
    while (true) {
      byte[] header = in.readNBytes(HEADER);
      if (header.length == 0) {
        return;
      }
      if (header.length < HEADER || !ascii(header).startsWith("07070")) {
        throw new EOFException("a header of its cpio archive is cut short");
      }
      int mode = (int) number(header, 1);
      long size = number(header, 6);
      int nameLength = (int) number(header, 11);
      if (nameLength < 1 || nameLength > LONGEST_NAME) {
        throw new IOException("a name in it has " + nameLength + " bytes");
      }
      byte[] name = in.readNBytes(nameLength);
      at += HEADER + nameLength;
      at += skipPadding(in, at);
      String path = new String(name, 0, name.length - 1, StandardCharsets.UTF_8);
      if (path.equals("TRAILER!!!")) {
        return;
      }
      content(in, path, mode, size);
      at += size;
      at += skipPadding(in, at);
    }
  }

  private void content(InputStream in, String name, int mode, long size)
      throws IOException, ToolFailure {
    unpacked += size;
    files++;
    if (unpacked > MOST_UNPACKED || files > MOST_FILES || bench.late()) {
      throw new ToolFailure("the initrd is too large to be read");
    }
    String path = NodeIndex.plain(name);
    boolean keep = size <= LONGEST_KEPT && kept + size <= MOST_KEPT;
    byte[] content = keep ? in.readNBytes((int) size) : new byte[0];
    if (keep) {
      kept += size;
    } else {
      in.skipNBytes(size);
    }
    switch (mode & TYPE) {
      case FOLDER -> tree.add(TreeNode.folder(path), content);
      case FILE -> tree.add(TreeNode.file(path, size), content);
      case LINK ->
          tree.add(TreeNode.link(path, new String(content, StandardCharsets.UTF_8)), content);
      default -> tree.add(TreeNode.other(path), content);
    }
  }

  private static long skipPadding(InputStream in, long at) throws IOException {
    long padding = -at & 3;
    long left = padding;
    while (left > 0 && in.read() >= 0) {
      left--;
    }
    return padding;
  }

  /** One of the header's numbers, counted from 0. */
  private static long number(byte[] header, int which) throws IOException {
    try {
      return Long.parseLong(new String(header, 6 + 8 * which, 8, StandardCharsets.US_ASCII), 16);
    } catch (NumberFormatException e) {
      throw new IOException("a header of its cpio archive has a bad number", e);
    }
  }

  private static String ascii(byte[] bytes) {
    return new String(bytes, 0, Math.min(6, bytes.length), StandardCharsets.US_ASCII);
  }
}
