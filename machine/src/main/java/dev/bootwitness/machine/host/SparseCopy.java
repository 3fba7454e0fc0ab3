package dev.bootwitness.machine.host;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Copies a file, turning zeros into holes, and computes a checksum on the way.
 *
 * <p>The checksum is CRC-32C over every block of 64 KiB that is not all zero, each preceded by its
 * offset, so holes and zeros are equivalent. It detects accidental changes, not deliberate ones.
 */
public final class SparseCopy {

  private static final int BLOCK = 64 << 10;
  private static final int BUFFER = 4 << 20;

  private static final MemorySegment ZEROS = MemorySegment.ofArray(new byte[BLOCK]);

  private SparseCopy() {}

  /**
   * What a file holds.
   *
   * @param bytes its length
   * @param stored bytes of it that are not holes
   * @param checksum see {@link SparseCopy}
   */
  public record Content(long bytes, long stored, long checksum) {}

  /**
   * Copies.
   *
   * @param to new; must not exist
   */
  public static Content copy(Path from, Path to) throws IOException {
    try (FileChannel in = FileChannel.open(from);
        FileChannel out =
            FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      return pass(in, out);
    }
  }

  /** Reads a file to determine its content. */
  public static Content contentOf(Path file) throws IOException {
    try (FileChannel in = FileChannel.open(file)) {
      return pass(in, null);
    }
  }

  private static Content pass(FileChannel in, @Nullable FileChannel out) throws IOException {
    CRC32C checksum = new CRC32C();
    ByteBuffer offset = ByteBuffer.allocate(Long.BYTES);
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    long at = 0;
    long stored = 0;
    while (fill(in, buffer)) {
      int length = buffer.limit();
      for (int block = 0; block < length; block += BLOCK) {
        int end = Math.min(block + BLOCK, length);
        if (!isZero(buffer, block, end)) {
          checksum.update(offset.putLong(0, at + block).rewind());
          checksum.update(buffer.slice(block, end - block));
          stored += end - block;
          write(out, buffer.slice(block, end - block), at + block);
        }
      }
      at += length;
    }
    if (out != null && at > out.size()) {
      // The file ends in a hole, which becomes part of the file only with a last byte.
      write(out, ByteBuffer.allocate(1), at - 1);
    }
    return new Content(at, stored, checksum.getValue());
  }

  private static boolean fill(FileChannel in, ByteBuffer buffer) throws IOException {
    buffer.clear();
    int read = in.read(buffer);
    while (read >= 0 && buffer.hasRemaining()) {
      read = in.read(buffer);
    }
    buffer.flip();
    return buffer.hasRemaining();
  }

  private static boolean isZero(ByteBuffer buffer, int from, int to) {
    MemorySegment block = MemorySegment.ofBuffer(buffer.slice(from, to - from));
    return MemorySegment.mismatch(block, 0, to - from, ZEROS, 0, to - from) < 0;
  }

  private static void write(@Nullable FileChannel out, ByteBuffer bytes, long at)
      throws IOException {
    while (out != null && bytes.hasRemaining()) {
      at += out.write(bytes, at);
    }
  }
}
