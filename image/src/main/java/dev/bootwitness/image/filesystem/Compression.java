package dev.bootwitness.image.filesystem;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How an initrd may be compressed (Linux lib/decompress.c), and what unpacks it. */
enum Compression {
  GZIP("gzip", "\u001f\u008b"),
  ZSTD("zstd", "(\u00b5/\u00fd"),
  XZ("xz", "\u00fd7zXZ"),
  LZ4("lz4", "\u0002!L\u0018"),
  BZIP2("bzip2", "BZh"),
  LZMA("xz", "]\0\0"),
  LZO("lzop", "\u0089LZO");

  private final String program;

  /** Each character a byte. */
  private final String magic;

  Compression(String program, String magic) {
    this.program = program;
    this.magic = magic;
  }

  /** By its first bytes; null for none. */
  static @Nullable Compression of(byte[] head) {
    for (Compression one : values()) {
      if (one.begins(head)) {
        return one;
      }
    }
    return null;
  }

  private boolean begins(byte[] head) {
    return new String(head, StandardCharsets.ISO_8859_1).startsWith(magic);
  }

  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  String program() {
    return program;
  }

  /** zstd refuses large windows, as kernels use them, unless it is asked not to. */
  List<String> arguments() {
    return this == ZSTD ? List.of("-dcq", "--memory=256MB") : List.of("-dcq");
  }
}
