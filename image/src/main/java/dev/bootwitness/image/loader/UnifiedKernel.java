package dev.bootwitness.image.loader;

import dev.bootwitness.image.facts.MenuEntry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A kernel, its initrd and its command line in one EFI program. Source: the UAPI group's Unified
 * Kernel Image specification, and for its sections Microsoft's PE/COFF specification.
 *
 * @param commandLine of section {@code .cmdline}; empty when the loader gives one
 * @param name the system's, from {@code PRETTY_NAME} of section {@code .osrel}; may be empty
 * @param initrd whether it contains one
 */
public record UnifiedKernel(String commandLine, String name, boolean initrd) {

  /** Between the path of the program and the name of a section in it. */
  private static final String IN = "#";

  private static final String KERNEL = IN + ".linux";
  private static final String INITRD = IN + ".initrd";

  private static final int HEAD = 1 << 16;
  private static final int LONGEST_TEXT = 1 << 16;
  private static final int SECTION = 40;
  private static final int MOST_SECTIONS = 64;

  /** Consecutive bytes of the file. */
  private record Section(String name, long offset, long bytes) {}

  /** The one in that file; empty for another EFI program. */
  public static Optional<UnifiedKernel> read(InputStream in) throws IOException {
    byte[] head = in.readNBytes(HEAD);
    List<Section> sections = sections(head);
    if (sections.stream().noneMatch(section -> section.name.equals(".linux"))) {
      return Optional.empty();
    }
    Map<String, String> texts = new HashMap<>();
    long at = head.length;
    List<Section> inOrder =
        sections.stream()
            .filter(section -> section.name.equals(".cmdline") || section.name.equals(".osrel"))
            .sorted(Comparator.comparingLong(Section::offset))
            .toList();
    for (Section section : inOrder) {
      int bytes = (int) Math.min(section.bytes, LONGEST_TEXT);
      if (section.offset + bytes <= head.length) {
        texts.put(
            section.name, new String(head, (int) section.offset, bytes, StandardCharsets.UTF_8));
      } else if (section.offset >= at) {
        in.skipNBytes(section.offset - at);
        byte[] content = in.readNBytes(bytes);
        texts.put(section.name, new String(content, StandardCharsets.UTF_8));
        at = section.offset + content.length;
      }
    }
    return Optional.of(
        new UnifiedKernel(
            text(texts, ".cmdline").strip(),
            name(text(texts, ".osrel")),
            sections.stream().anyMatch(section -> section.name.equals(".initrd"))));
  }

  /** A section is as long as its file's alignment wants it, filled with zeros. */
  private static String text(Map<String, String> texts, String section) {
    return texts.getOrDefault(section, "").replace("\0", "");
  }

  private static String name(String release) {
    return release
        .lines()
        .filter(line -> line.startsWith("PRETTY_NAME="))
        .map(line -> line.substring("PRETTY_NAME=".length()).replaceAll("^[\"']|[\"']$", ""))
        .findFirst()
        .orElse("");
  }

  private static List<Section> sections(byte[] head) {
    ByteBuffer bytes = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    if (head.length < 0x40 || head[0] != 'M' || head[1] != 'Z') {
      return List.of();
    }
    int header = bytes.getInt(0x3c);
    if (header < 0 || header > head.length - 24 || bytes.getInt(header) != 0x4550) {
      return List.of();
    }
    int count = Math.min(MOST_SECTIONS, bytes.getShort(header + 6) & 0xffff);
    int first = header + 24 + (bytes.getShort(header + 20) & 0xffff);
    return IntStream.range(0, count)
        .map(index -> first + index * SECTION)
        .filter(at -> at + SECTION <= head.length)
        .mapToObj(at -> section(bytes, at))
        .toList();
  }

  private static Section section(ByteBuffer bytes, int at) {
    byte[] name = new byte[8];
    bytes.get(at, name);
    long size = bytes.getInt(at + 8) & 0xffffffffL;
    long raw = bytes.getInt(at + 16) & 0xffffffffL;
    long offset = bytes.getInt(at + 20) & 0xffffffffL;
    // The size in memory is the content's; in the file it is rounded up.
    return new Section(
        new String(name, StandardCharsets.US_ASCII).replace("\0", ""),
        offset,
        size == 0 ? raw : Math.min(size, raw));
  }

  /** The entry that starts the program of that path. */
  public MenuEntry entry(String path) {
    return new MenuEntry(
        path,
        name,
        path + KERNEL,
        initrd ? List.of(path + INITRD) : List.of(),
        commandLine,
        "",
        List.of());
  }

  /** The path of the program that an entry's file lies in; any other path as it is. */
  public static String file(String path) {
    return path.endsWith(KERNEL) || path.endsWith(INITRD)
        ? path.substring(0, path.lastIndexOf(IN))
        : path;
  }

  /**
   * The bytes that an entry's path names in its program.
   *
   * @param program the whole file, which the result closes
   */
  public static InputStream open(String path, InputStream program) throws IOException {
    if (file(path).equals(path)) {
      return program;
    }
    String wanted = path.substring(path.lastIndexOf(IN) + 1);
    byte[] head = program.readNBytes(HEAD);
    Section section =
        sections(head).stream()
            .filter(found -> found.name.equals(wanted))
            .findFirst()
            .orElse(new Section(wanted, 0, 0));
    InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), program);
    whole.skipNBytes(section.offset);
    return new FirstBytes(whole, section.bytes);
  }
}
