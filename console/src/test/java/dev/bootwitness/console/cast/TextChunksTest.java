package dev.bootwitness.console.cast;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TextChunksTest {

  private static final byte[] TEXT =
      "aä€\uD83D\uDE00 ●\u0000\u001b[0mz".getBytes(StandardCharsets.UTF_8);

  @Test
  void anyCutGivesTheSameText() {
    for (int first = 0; first <= TEXT.length; first++) {
      for (int second = first; second <= TEXT.length; second++) {
        TextChunks chunks = new TextChunks();
        String text =
            chunks.next(TEXT, 0, first)
                + chunks.next(TEXT, first, second)
                + chunks.next(TEXT, second, TEXT.length)
                + chunks.end();
        assertThat(text).isEqualTo(new String(TEXT, StandardCharsets.UTF_8));
      }
    }
  }

  @Test
  void noStringEndsInsideACharacter() {
    TextChunks chunks = new TextChunks();
    for (byte b : TEXT) {
      String text = chunks.next(new byte[] {b}, 0, 1);
      assertThat(text.isEmpty() || !Character.isHighSurrogate(text.charAt(text.length() - 1)))
          .isTrue();
      assertThat(text).doesNotContain("\uFFFD");
    }
  }

  @Test
  void whatIsNoUtf8IsMarked() {
    TextChunks chunks = new TextChunks();
    byte[] bytes = {'a', (byte) 0xff, 'b', (byte) 0xe2, (byte) 0x82};
    assertThat(chunks.next(bytes, 0, bytes.length)).isEqualTo("a\uFFFDb");
    assertThat(chunks.end()).isEqualTo("\uFFFD");
    assertThat(chunks.end()).isEmpty();
  }
}
