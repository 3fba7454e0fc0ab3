package dev.bootwitness.console.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class Utf8DecoderTest {

  private static String decode(byte[] bytes) {
    StringBuilder out = new StringBuilder();
    Utf8Decoder decoder = new Utf8Decoder();
    for (byte b : bytes) {
      int result = decoder.feed(b & 0xff);
      if (result == Utf8Decoder.BROKEN_BEFORE) {
        out.appendCodePoint(Utf8Decoder.REPLACEMENT);
        result = decoder.feed(b & 0xff);
      }
      if (result >= 0) {
        out.appendCodePoint(result);
      }
    }
    return decoder.pending() ? out.append('\ufffd').toString() : out.toString();
  }

  @Test
  void everyCodePointComesBack() {
    for (int codePoint = 0; codePoint <= 0x10ffff; codePoint++) {
      if (codePoint < 0xd800 || codePoint > 0xdfff) {
        String text = Character.toString(codePoint);
        assertThat(decode(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(text);
      }
    }
  }

  @Test
  void anEncodedSurrogateIsThreeReplacements() {
    assertThat(decode(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}))
        .isEqualTo("\ufffd\ufffd\ufffd");
  }

  @Test
  void illFormedBytesAreReplacedAsTheJdkReplacesThem() {
    long seed = new SplittableRandom().nextLong();
    SplittableRandom random = new SplittableRandom(seed);
    byte[] bytes = new byte[12];
    // Without 0xed: the JDK makes one replacement of a surrogate's three bytes, Unicode wants
    // three.
    int[] interesting = {0x41, 0x80, 0xa0, 0xbf, 0xc0, 0xc2, 0xe0, 0xe2, 0xf0, 0xf4, 0xf5};
    for (int round = 0; round < 50_000; round++) {
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) interesting[random.nextInt(interesting.length)];
      }
      assertThat(decode(bytes))
          .as("seed %d, round %d", seed, round)
          .isEqualTo(new String(bytes, StandardCharsets.UTF_8));
    }
  }
}
