package dev.bootwitness.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamMaskTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 100})
  void aSecretIsBlankedWhateverTheChunks(int chunk) {
    assertThat(throughMask("login: x\r\npass hunter2\r\nhunter hunter2", chunk, "hunter2"))
        .isEqualTo("login: x\r\npass *******\r\nhunter *******");
  }

  @Test
  void onlyWhatMayBecomeASecretIsHeldBack() {
    StreamMask mask = SecretMask.of(List.of("hunter2"), List.of()).stream();
    assertThat(feed(mask, "$ hunt")).isEqualTo("$ ");
    assertThat(feed(mask, "ing")).isEqualTo("hunting");
    assertThat(feed(mask, "spark login: ")).isEqualTo("spark login: ");
  }

  @Test
  void theLargerPartOfASecretIsBlankedWhenTheStreamEndsInIt() {
    assertThat(throughMask("x hunter", 3, "hunter2")).isEqualTo("x ******");
    assertThat(throughMask("x hun", 3, "hunter2")).isEqualTo("x hun");
  }

  @Test
  void secretsThatAreNotAsciiAreBlankedByteForByte() {
    assertThat(throughMask("aschlüsselb", 1, "schlüssel")).isEqualTo("a**********b");
  }

  @Test
  void anyTextInAnyChunksComesOutAsItWouldInOne() {
    Random random = new Random(42);
    for (int round = 0; round < 2000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(60); i >= 0; i--) {
        text.append((char) ('a' + random.nextInt(2)));
      }
      // An end that does not begin a secret, so that the rule for the end has no effect.
      String input = text.append('.').toString();
      String[] secrets = {"abab", "bbaab", "aaaa"};
      assertThat(throughMask(input, 1 + random.nextInt(9), secrets))
          .as(input)
          .isEqualTo(SecretMask.of(List.of(secrets), List.of()).text(input));
    }
  }

  private static String throughMask(String text, int chunk, String... secrets) {
    StreamMask mask = SecretMask.of(List.of(secrets), List.of()).stream();
    byte[] bytes = text.getBytes(UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int at = 0; at < bytes.length; at += chunk) {
      out.writeBytes(mask.mask(bytes, at, Math.min(chunk, bytes.length - at)));
    }
    out.writeBytes(mask.end());
    return out.toString(UTF_8);
  }

  private static String feed(StreamMask mask, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return new String(mask.mask(bytes, 0, bytes.length), UTF_8);
  }
}
