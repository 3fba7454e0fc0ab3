package dev.bootwitness.image.filesystem;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How an initrd may be compressed (Linux lib/decompress.c), and what unpacks it. */
enum Compression {
  GZIP("gzip", 0x1f, 0x8b),
  ZSTD("zstd", 0x28, 0xb5, 0x2f, 0xfd),
  XZ("xz", 0xfd, '7', 'z', 'X', 'Z'),
  LZ4("lz4", 0x02, 0x21, 0x4c, 0x18),
  BZIP2("bzip2", 'B', 'Z', 'h'),
  LZMA("xz", 0x5d, 0, 0),
  LZO("lzop", 0x89, 'L', 'Z', 'O');

  private final String program;
  private final int[] magic;

  Compression(String program, int... magic) {
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
    for (int i = 0; i < magic.length; i++) {
      if (i >= head.length || (head[i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
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
