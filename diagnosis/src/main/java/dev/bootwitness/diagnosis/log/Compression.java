package dev.bootwitness.diagnosis.log;

import io.airlift.compress.v3.MalformedInputException;
import io.airlift.compress.v3.zstd.ZstdInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.XZInputStream;

/** Takes gzip, xz, zstd and bzip2 off a stream, by its first bytes. */
public final class Compression {
  private static final int BUFFER = 1 << 16;

  /** Enough for the magic number of each. */
  private static final int MAGIC = 6;

  /** A dictionary larger than this is not one of a log; it bounds the memory (in KiB). */
  private static final int MOST_XZ_MEMORY = 256 << 10;

  private Compression() {}

  /**
   * The bytes in it; layers of compression are all taken off.
   *
   * @throws IOException when reading fails
   */
  public static InputStream off(InputStream in) throws IOException {
    var pushback = new PushbackInputStream(in, MAGIC);
    byte[] head = pushback.readNBytes(MAGIC);
    pushback.unread(head);
    if (begins(head, 0x1f, 0x8b)) {
      return off(new Cut(new GZIPInputStream(pushback, BUFFER)));
    }
    if (begins(head, 0xfd, '7', 'z', 'X', 'Z', 0)) {
      return off(new Cut(new XZInputStream(pushback, MOST_XZ_MEMORY)));
    }
    if (begins(head, 0x28, 0xb5, 0x2f, 0xfd)) {
      return off(new Cut(new ZstdInputStream(pushback)));
    }
    if (begins(head, 'B', 'Z', 'h') && head.length > 3 && head[3] >= '1' && head[3] <= '9') {
      return off(new Cut(new BZip2CompressorInputStream(pushback, true)));
    }
    return pushback;
  }

  private static boolean begins(byte[] head, int... magic) {
    if (head.length < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if ((head[i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }

  /** Truncated input ends there, like a log that was not compressed. */
  private static final class Cut extends FilterInputStream {
    private boolean any;

    Cut(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      try {
        int read = super.read(into, from, length);
        any |= read > 0;
        return read;
      } catch (EOFException e) {
        return -1;
      } catch (MalformedInputException e) {
        if (any) {
          return -1;
        }
        throw new IOException("it is damaged: " + e.getMessage(), e);
      } catch (IOException e) {
        if (any && String.valueOf(e.getMessage()).contains("unexpected end")) {
          return -1;
        }
        throw e;
      }
    }
  }
}
