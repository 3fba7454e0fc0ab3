package dev.bootwitness.image.survey;

import dev.bootwitness.image.facts.KernelFacts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The version in a kernel's file. */
final class KernelReader {

  /** Holds the header of a bzImage and the version that it points to. */
  private static final int HEAD = 0x8000;

  private static final int LONGEST_VERSION = 200;
  private static final String BANNER = "Linux version ";

  /** The kernel's read-only data come after its code; arm64 kernels have some 40 MiB. */
  private static final int MOST_SEARCHED = 64 << 20;

  private KernelReader() {}

  static Optional<KernelFacts> read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, file.getFileName().toString());
    }
  }

  static Optional<KernelFacts> read(InputStream in, String path) throws IOException {
    byte[] head = in.readNBytes(HEAD);
    // Linux Documentation/arch/x86/boot.rst: "HdrS" at 0x202, kernel_version at 0x20e.
    if (text(head, 0x202, 4).equals("HdrS")) {
      int at = ((head[0x20e] & 0xff) | ((head[0x20f] & 0xff) << 8)) + 0x200;
      String version = at == 0x200 ? "" : text(head, at, LONGEST_VERSION);
      // Linux's own goes on with who built it, and with #1; iPXE has the header, too.
      boolean linux = version.contains(" (") && version.contains("#");
      return Optional.of(new KernelFacts(path, linux ? word(version) : "", linux ? "x86" : ""));
    }
    // Documentation/arch/arm64/booting.rst: magic at 56.
    if (text(head, 56, 4).equals("ARMd")) {
      return Optional.of(new KernelFacts(path, banner(head, in), "arm64"));
    }
    return head.length == 0 ? Optional.empty() : Optional.of(new KernelFacts(path, "", ""));
  }

  /** An arm64 Image is not compressed, so the kernel's own banner is in it. */
  private static String banner(byte[] head, InputStream in) throws IOException {
    String before = new String(head, StandardCharsets.ISO_8859_1);
    byte[] piece;
    for (long done = 0; done < MOST_SEARCHED; done += piece.length) {
      piece = in.readNBytes(1 << 20);
      String text = before + new String(piece, StandardCharsets.ISO_8859_1);
      int at = text.indexOf(BANNER);
      while (at >= 0 && at + BANNER.length() + LONGEST_VERSION < text.length()) {
        char first = text.charAt(at + BANNER.length());
        if (first >= '0' && first <= '9') {
          return word(text.substring(at + BANNER.length(), at + BANNER.length() + 80));
        }
        at = text.indexOf(BANNER, at + 1);
      }
      if (piece.length == 0) {
        break;
      }
      before = text.substring(Math.max(0, text.length() - 200));
    }
    return "";
  }

  private static String word(String text) {
    int end = 0;
    while (end < text.length() && text.charAt(end) > ' ' && text.charAt(end) < 0x7f) {
      end++;
    }
    return text.substring(0, end);
  }

  private static String text(byte[] bytes, int at, int length) {
    int from = Math.min(at, bytes.length);
    int until = Math.min(bytes.length, from + length);
    return new String(bytes, from, until - from, StandardCharsets.ISO_8859_1);
  }
}
