package dev.bootwitness.machine.qmp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Splits a byte channel into lines, which is how QMP frames its JSON. Not thread-safe. */
final class JsonLineReader {

  /** No answer or event of QEMU comes near this; a longer line means that the peer is not QEMU. */
  static final int LONGEST = 16 << 20;

  private final ReadableByteChannel channel;
  private ByteBuffer buffer = ByteBuffer.allocate(8192);

  JsonLineReader(ReadableByteChannel channel) {
    this.channel = channel;
  }

  /**
   * The next line without its end; null at the end of the channel, where an unfinished line is
   * dropped: it cannot be valid JSON.
   */
  byte @Nullable [] next() throws IOException {
    int searched = 0;
    while (true) {
      for (; searched < buffer.position(); searched++) {
        if (buffer.get(searched) == '\n') {
          return take(searched);
        }
      }
      if (!buffer.hasRemaining()) {
        grow();
      }
      if (channel.read(buffer) < 0) {
        return null;
      }
    }
  }

  private byte[] take(int end) {
    byte[] line = Arrays.copyOf(buffer.array(), end);
    buffer.flip().position(end + 1);
    buffer.compact();
    return line;
  }

  private void grow() throws IOException {
    if (buffer.capacity() >= LONGEST) {
      throw new IOException("QMP line of more than " + LONGEST + " bytes");
    }
    buffer = ByteBuffer.allocate(buffer.capacity() * 2).put(buffer.flip());
  }
}
