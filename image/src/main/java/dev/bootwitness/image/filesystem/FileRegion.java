package dev.bootwitness.image.filesystem;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Consecutive bytes of a file, as a stream. For one thread. */
public final class FileRegion extends InputStream {

  private final FileChannel channel;
  private long at;
  private long left;

  /** Opens it; a region that goes beyond the file's end is shorter. */
  public FileRegion(Path file, long offset, long length) throws IOException {
    this.channel = FileChannel.open(file, StandardOpenOption.READ);
    this.at = offset;
    this.left = length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (left <= 0) {
      return -1;
    }
    int wanted = (int) Math.min(length, left);
    int got = channel.read(ByteBuffer.wrap(into, offset, wanted), at);
    if (got < 0) {
      left = 0;
      return -1;
    }
    at += got;
    left -= got;
    return got;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
