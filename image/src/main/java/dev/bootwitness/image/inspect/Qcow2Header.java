package dev.bootwitness.image.inspect;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * What a qcow2 disk says about the files and keys it needs. Source: QEMU docs/interop/qcow2.txt.
 *
 * @param backing the file with the rest of its content, as the disk names it
 * @param backingFormat how that file's bytes are laid out, if the disk says so
 * @param dataFile whether its content is in yet another file
 */
record Qcow2Header(
    Optional<String> backing, Optional<String> backingFormat, boolean dataFile, boolean encrypted) {

  /** The header and its extensions lie in the first cluster, which has 512 bytes to 2 MiB. */
  private static final int HEAD = 64 << 10;

  private static final int VERSION_2_LENGTH = 72;
  private static final int LONGEST_NAME = 1023;
  private static final long DATA_FILE_BIT = 1L << 2;
  private static final int FORMAT_EXTENSION = 0xe2792aca;

  static Qcow2Header read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer head = at(channel, 0, HEAD);
      if (head.limit() < VERSION_2_LENGTH) {
        throw new IOException(file + " ends within its qcow2 header");
      }
      boolean version3 = head.getInt(4) >= 3 && head.limit() >= 104;
      int length = version3 ? head.getInt(100) : VERSION_2_LENGTH;
      return new Qcow2Header(
          backing(channel, head),
          format(head, length),
          version3 && (head.getLong(72) & DATA_FILE_BIT) != 0,
          head.getInt(32) != 0);
    }
  }

  private static Optional<String> backing(FileChannel channel, ByteBuffer head) throws IOException {
    long offset = head.getLong(8);
    int size = head.getInt(16);
    if (offset == 0) {
      return Optional.empty();
    }
    if (size <= 0 || size > LONGEST_NAME || offset < 0) {
      throw new IOException("the name of its backing file is damaged");
    }
    ByteBuffer name = at(channel, offset, size);
    return Optional.of(StandardCharsets.UTF_8.decode(name).toString());
  }

  private static Optional<String> format(ByteBuffer head, int start) {
    int at = start;
    while (at >= VERSION_2_LENGTH && at + 8 <= head.limit()) {
      int type = head.getInt(at);
      int size = head.getInt(at + 4);
      if (type == 0 || size < 0 || at + 8 + size > head.limit()) {
        break;
      }
      if (type == FORMAT_EXTENSION) {
        ByteBuffer name = head.slice(at + 8, size);
        return Optional.of(StandardCharsets.US_ASCII.decode(name).toString());
      }
      at += 8 + (size + 7) / 8 * 8;
    }
    return Optional.empty();
  }

  private static ByteBuffer at(FileChannel channel, long offset, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining() && channel.read(bytes, offset + bytes.position()) >= 0) {
      // A read may return less than asked.
    }
    return bytes.flip();
  }
}
