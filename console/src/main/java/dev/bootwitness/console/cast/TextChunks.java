package dev.bootwitness.console.cast;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Turns chunks of UTF-8 into strings, however the chunks are cut.
 *
 * <p>An incomplete character is held back for the next chunk. Bytes that are not UTF-8 become
 * U+FFFD. Not thread-safe.
 */
public final class TextChunks {

  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);

  /** The beginning of a character: at most 3 bytes. */
  private byte[] held = {};

  /** The characters that {@code bytes[from..to)} completes. */
  public String next(byte[] bytes, int from, int to) {
    ByteBuffer all = ByteBuffer.allocate(held.length + to - from);
    all.put(held).put(bytes, from, to - from).flip();
    String text = decode(all, false);
    held = new byte[all.remaining()];
    all.get(held);
    return text;
  }

  /** U+FFFD if the stream ends inside a character, else nothing. Resets the decoder. */
  public String end() {
    String text = decode(ByteBuffer.wrap(held), true);
    held = new byte[0];
    decoder.reset();
    return text;
  }

  private String decode(ByteBuffer bytes, boolean last) {
    // UTF-8 never has more UTF-16 units than bytes.
    CharBuffer chars = CharBuffer.allocate(bytes.remaining() + 1);
    var _ = decoder.decode(bytes, chars, last);
    return chars.flip().toString();
  }
}
