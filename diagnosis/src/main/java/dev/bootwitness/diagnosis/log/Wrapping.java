package dev.bootwitness.diagnosis.log;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Unwraps a log: compression and UTF-16 are removed; for an archive, and for input that is not text
 * at all, the error says what to do. Positions refer to the unwrapped text.
 */
final class Wrapping {
  private static final int HEAD = 1 << 16;

  /** Beginnings of files that are not logs themselves, as ISO 8859-1, and what to do with them. */
  private record Kind(String magic, String advice) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind(
              "PK\u0003\u0004", "it is a zip archive. Name it as a file: bootwitness explain FILE"),
          new Kind(
              "LPKSHHRH",
              "it is a journal's own file. Try: journalctl --file FILE -o export | bootwitness explain -"),
          new Kind("\u007fELF", "it is a program (ELF), not a log"),
          new Kind("QFI\u00fb", "it is a disk image (qcow2), not a log"),
          new Kind("\u0089PNG", "it is a picture, not a log"),
          new Kind("%PDF-", "it is a PDF, not a log"));

  /** The percentage of a console's bytes that may be zero: a line being switched on sends some. */
  private static final int ZEROS = 30;

  private Wrapping() {}

  /**
   * The bytes of the log itself.
   *
   * @throws IOException when it must be unpacked first, or is not a log
   */
  static InputStream off(InputStream in) throws IOException {
    var pushback = new PushbackInputStream(Decompression.off(in), HEAD);
    byte[] head = pushback.readNBytes(HEAD);
    pushback.unread(head);
    String text = new String(head, StandardCharsets.ISO_8859_1);
    for (Kind kind : KINDS) {
      if (text.startsWith(kind.magic())) {
        throw new NotALogException(kind.advice());
      }
    }
    if (text.startsWith("\u00ff\u00fe")) {
      return new Utf8(pushback, StandardCharsets.UTF_16LE);
    }
    if (text.startsWith("\u00fe\u00ff")) {
      return new Utf8(pushback, StandardCharsets.UTF_16BE);
    }
    long zeros = text.chars().filter(c -> c == 0).count();
    if (zeros * 100 > (long) head.length * ZEROS) {
      throw new NotALogException("it is not text: at least every third byte is zero");
    }
    return pushback;
  }

  /** A text of another encoding as UTF-8. */
  private static final class Utf8 extends InputStream {
    private final Reader reader;
    private final CharsetEncoder encoder =
        StandardCharsets.UTF_8
            .newEncoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final CharBuffer chars = CharBuffer.allocate(1 << 13).flip();
    private final ByteBuffer bytes = ByteBuffer.allocate(1 << 15).flip();
    private boolean ended;

    Utf8(InputStream in, Charset charset) throws IOException {
      this.reader = new InputStreamReader(in, charset);
      var mark = reader.read();
      assert mark == 0xfeff;
    }

    @Override
    public int read() throws IOException {
      return fill() ? bytes.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (!fill()) {
        return -1;
      }
      int n = Math.min(length, bytes.remaining());
      bytes.get(into, from, n);
      return n;
    }

    private boolean fill() throws IOException {
      while (!bytes.hasRemaining() && !ended) {
        chars.compact();
        ended = reader.read(chars) < 0;
        chars.flip();
        bytes.clear();
        encoder.encode(chars, bytes, ended);
        bytes.flip();
      }
      return bytes.hasRemaining();
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }
}
