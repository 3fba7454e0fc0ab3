package dev.bootwitness.image.survey;

import dev.bootwitness.image.facts.SquashfsFacts;
import dev.bootwitness.image.filesystem.FileRegion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The superblock of a squashfs (Linux {@code fs/squashfs/squashfs_fs.h}). */
final class SquashHeader {

  private static final int BYTES = 96;
  private static final int MAGIC = 0x73717368;

  private static final List<String> COMPRESSIONS =
      List.of("", "gzip", "lzma", "lzo", "xz", "lz4", "zstd");

  private SquashHeader() {}

  static Optional<SquashfsFacts> read(Path file, long offset, String path) throws IOException {
    try (InputStream in = new FileRegion(file, offset, BYTES)) {
      byte[] head = in.readNBytes(BYTES);
      if (head.length < BYTES) {
        return Optional.empty();
      }
      ByteBuffer bytes = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
      if (bytes.getInt(0) != MAGIC) {
        return Optional.empty();
      }
      int compression = bytes.getShort(20) & 0xffff;
      return Optional.of(
          new SquashfsFacts(
              path,
              compression < COMPRESSIONS.size() ? COMPRESSIONS.get(compression) : "",
              bytes.getInt(12) & 0xffffffffL,
              bytes.getInt(4) & 0xffffffffL,
              bytes.getLong(40)));
    }
  }
}
