package dev.bootwitness.diagnosis.log;

import io.airlift.compress.v3.zstd.ZstdInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.XZInputStream;

/** Takes gzip, xz, zstd and bzip2 off a stream, by its first bytes. */
public final class Decompression {
  private static final int BUFFER = 1 << 16;

  /** Enough for the magic number of each. */
  private static final int MAGIC = 6;

  /** A file that unpacks to itself would have no end. */
  private static final int MOST_LAYERS = 4;

  /** log2 of the window that `zstd -d` accepts by itself. */
  private static final int MOST_ZSTD_WINDOW = 27;

  /** A dictionary larger than this is not one of a log; it bounds the memory (in KiB). */
  private static final int MOST_XZ_MEMORY = 256 << 10;

  private Decompression() {}

  /**
   * The bytes in it; layers of compression are all taken off.
   *
   * @throws IOException when reading fails
   */
  public static InputStream off(InputStream in) throws IOException {
    return off(in, MOST_LAYERS + 1);
  }

  private static InputStream off(InputStream in, int layers) throws IOException {
    if (layers == 0) {
      throw new IOException("it is compressed more than " + MOST_LAYERS + " times over");
    }
    var raw = new PushbackInputStream(in, MAGIC);
    byte[] head = raw.readNBytes(MAGIC);
    raw.unread(head);
    var source = new Source(raw);
    if (begins(head, 0x1f, 0x8b)) {
      return off(new Unpacked(new GZIPInputStream(source, BUFFER), source), layers - 1);
    }
    if (begins(head, 0xfd, '7', 'z', 'X', 'Z', 0)) {
      return off(new Unpacked(new XZInputStream(source, MOST_XZ_MEMORY), source), layers - 1);
    }
    if (begins(head, 0x28, 0xb5, 0x2f, 0xfd)) {
      boolean windowed = head.length >= MAGIC && (head[4] & 0x20) == 0;
      // RFC 8878, section 3.1.1.1: without the single-segment flag, the window follows.
      if (windowed && 10 + ((head[5] & 0xff) >> 3) > MOST_ZSTD_WINDOW) {
        throw new IOException(
            "its zstd window is larger than 128 MiB. Unpack it with zstd --long=31");
      }
      return off(new Unpacked(new ZstdInputStream(source), source), layers - 1);
    }
    if (begins(head, 'B', 'Z', 'h') && head.length > 3 && head[3] >= '1' && head[3] <= '9') {
      return off(new Unpacked(new BZip2CompressorInputStream(source, true), source), layers - 1);
    }
    return raw;
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

  /** The packed bytes; knows whether they have ended. */
  private static final class Source extends FilterInputStream {
    private boolean ended;

    Source(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int one = super.read();
      ended |= one < 0;
      return one;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int read = super.read(into, from, length);
      ended |= read < 0;
      return read;
    }
  }

  /** The unpacked bytes: those of a file that was cut off end there, like a log of no packing. */
  private static final class Unpacked extends FilterInputStream {
    private final Source source;
    private boolean over;

    Unpacked(InputStream in, Source source) {
      super(in);
      this.source = source;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      if (over) {
        return -1;
      }
      try {
        return super.read(into, from, length);
      } catch (IOException | RuntimeException e) {
        if (source.ended) {
          over = true;
          return -1;
        }
        throw new IOException("it is damaged: " + e.getMessage(), e);
      }
    }
  }
}
