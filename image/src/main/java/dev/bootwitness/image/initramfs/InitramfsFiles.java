package dev.bootwitness.image.initramfs;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * The small files of an initramfs as the kernel unpacks it: consecutive archives, plain or gzip, in
 * which a later file replaces an earlier one.
 *
 * <p>Format: Linux {@code Documentation/driver-api/early-userspace/buffer-format.rst}. Commons
 * Compress reads cpio in blocks, past the end of one archive into the next; hence this reader.
 * Immutable.
 */
public final class InitramfsFiles {

  /** Only the name of a larger file is kept: it is a program or a driver. */
  private static final int LONGEST = 64 << 10;

  /** A larger initramfs is not read: it is held in memory, packed and unpacked. */
  private static final int LARGEST = 32 << 20;

  private static final int LARGEST_UNPACKED = 64 << 20;

  /** Six characters of magic, thirteen numbers of eight digits. */
  private static final int HEADER = 110;

  private static final int TYPE = 0170000;
  private static final int LINK = 0120000;
  private static final int MOST_LINKS = 8;

  private final Map<String, Content> files = new LinkedHashMap<>();

  private record Content(boolean link, String text) {}

  private InitramfsFiles() {}

  /**
   * Reads an initramfs.
   *
   * @return empty when a part of it is packed differently, damaged, or too large
   * @throws IOException when the file cannot be read
   */
  public static Optional<InitramfsFiles> of(Path initramfs) throws IOException {
    InitramfsFiles files = new InitramfsFiles();
    return Files.size(initramfs) <= LARGEST && files.unpack(Files.readAllBytes(initramfs), true)
        ? Optional.of(files)
        : Optional.empty();
  }

  /** Whether all of it could be read. */
  private boolean unpack(byte[] all, boolean packed) {
    int at = 0;
    while (at >= 0 && at < all.length) {
      if (all[at] == 0) {
        at++; // padding between archives
      } else if (all[at] == '0') {
        at = archive(all, at);
      } else if (packed && all[at] == 0x1f) {
        at = gzip(all, at);
      } else {
        return false;
      }
    }
    return at >= 0;
  }

  /** Where the compressed part ends; -1 when it cannot be read. */
  private int gzip(byte[] all, int at) {
    ByteArrayInputStream rest = new ByteArrayInputStream(all, at, all.length - at);
    try (GzipCompressorInputStream member = new GzipCompressorInputStream(rest)) {
      byte[] unpacked = member.readNBytes(LARGEST_UNPACKED);
      boolean whole = member.read() < 0;
      return whole && unpack(unpacked, false) ? all.length - rest.available() : -1;
    } catch (IOException damaged) {
      return -1;
    }
  }

  /** Where the archive ends; -1 when it cannot be read. */
  private int archive(byte[] all, int begin) {
    int at = begin;
    while (at + HEADER <= all.length
        && new String(all, at, 5, StandardCharsets.US_ASCII).equals("07070")) {
      int mode = number(all, at, 1);
      int size = number(all, at, 6);
      int nameLength = number(all, at, 11);
      long data = padded((long) at + HEADER + nameLength, begin);
      long next = padded(data + size, begin);
      if (mode < 0 || size < 0 || nameLength < 1 || data + size > all.length) {
        return -1;
      }
      String name = text(all, at + HEADER, nameLength - 1);
      if (name.equals("TRAILER!!!")) {
        return (int) Math.min(next, all.length);
      }
      int kept = size <= LONGEST ? size : 0;
      files.put(plain(name), new Content((mode & TYPE) == LINK, text(all, (int) data, kept)));
      at = (int) Math.min(next, all.length);
    }
    return at >= all.length ? at : -1;
  }

  private static long padded(long at, int begin) {
    return at + (-(at - begin) & 3);
  }

  /** One of the header's numbers, counted from 0; -1 when it is not a number. */
  private static int number(byte[] all, int header, int which) {
    try {
      long value = Long.parseLong(text(all, header + 6 + 8 * which, 8), 16);
      return value <= Integer.MAX_VALUE ? (int) value : -1;
    } catch (NumberFormatException damaged) {
      return -1;
    }
  }

  private static String text(byte[] all, int at, int length) {
    return new String(all, at, length, StandardCharsets.ISO_8859_1);
  }

  /** A path reduced to its names. */
  private static String plain(String path) {
    return String.join(
        "/",
        Arrays.stream(path.split("/"))
            .filter(name -> !name.isEmpty() && !name.equals("."))
            .toList());
  }

  /**
   * The name to which a path resolves through its links, without a leading slash; empty when it
   * does not exist. Links to directories are followed, too.
   */
  public Optional<String> resolve(String path) {
    String now = plain(path);
    for (int links = 0; links <= MOST_LINKS; links++) {
      String before = now;
      now = follow(now);
      if (now.equals(before)) {
        Content content = files.get(now);
        return content == null || content.link() ? Optional.empty() : Optional.of(now);
      }
    }
    return Optional.empty();
  }

  /** The path with its first link replaced by the link's target. */
  private String follow(String path) {
    for (int end = path.indexOf('/'); ; end = path.indexOf('/', end + 1)) {
      String part = end < 0 ? path : path.substring(0, end);
      Content content = files.get(part);
      if (content != null && content.link()) {
        String rest = end < 0 ? "" : path.substring(end);
        return beside(part, content.text()) + rest;
      }
      if (end < 0) {
        return path;
      }
    }
  }

  private static String beside(String link, String target) {
    if (target.startsWith("/")) {
      return plain(target);
    }
    String place = link.contains("/") ? link.substring(0, link.lastIndexOf('/')) : "";
    String left = target;
    while (left.startsWith("../")) {
      left = left.substring(3);
      place = place.contains("/") ? place.substring(0, place.lastIndexOf('/')) : "";
    }
    return plain(place + "/" + left);
  }

  /**
   * A file's text, each byte a character of ISO 8859-1, links followed; empty when it does not
   * exist. The text of a file longer than 64 KiB is not kept and is empty.
   */
  public Optional<String> text(String path) {
    return resolve(path).map(name -> files.getOrDefault(name, new Content(false, "")).text());
  }

  /** The texts of all scripts, i.e. of files that begin with {@code #!}. */
  public List<String> scripts() {
    return files.values().stream()
        .map(Content::text)
        .filter(text -> text.startsWith("#!"))
        .toList();
  }
}
