package dev.bootwitness.image.inspect;

import dev.bootwitness.base.VisibleText;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** Describes the beginning of a file that is not an image, so that its owner recognises it. */
final class Unrecognised {

  private static final int QUOTED_CODE_POINTS = 40;
  private static final int QUOTED_BYTES = 16;
  private static final int TEXT_SAMPLE = 512;

  private Unrecognised() {}

  /**
   * What the bytes look like, as the end of a sentence "it is …".
   *
   * @param head not empty
   */
  static String describe(byte[] head) {
    if (allZero(head)) {
      return "only zeros in its first " + head.length + " bytes";
    }
    byte[] sample = Arrays.copyOf(head, Math.min(head.length, TEXT_SAMPLE));
    return decoded(sample)
        .filter(Unrecognised::looksLikeText)
        .map(text ->
            (text.chars().allMatch(c -> c < 0x80) ? "ASCII" : "UTF-8")
                + " text, begins with "
                + VisibleText.quote(firstLine(text), QUOTED_CODE_POINTS))
        .orElseGet(() -> "unknown data, begins with bytes " + hex(sample));
  }

  private static boolean allZero(byte[] head) {
    for (byte b : head) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  // The sample may end inside a character: endOfInput=false leaves such a tail undecoded.
  private static Optional<String> decoded(byte[] sample) {
    CharBuffer text = CharBuffer.allocate(sample.length);
    CoderResult result =
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(sample), text, false);
    return result.isError() ? Optional.empty() : Optional.of(text.flip().toString());
  }

  private static boolean looksLikeText(String text) {
    return !text.isEmpty()
        && text.chars().allMatch(c -> c >= 0x20 || (c >= '\t' && c <= '\r') || c == 0x1b);
  }

  private static String firstLine(String text) {
    return text.lines().filter(line -> !line.isBlank()).findFirst().orElse(text).strip();
  }

  private static String hex(byte[] sample) {
    byte[] quoted = Arrays.copyOf(sample, Math.min(sample.length, QUOTED_BYTES));
    return HexFormat.ofDelimiter(" ").formatHex(quoted);
  }
}
