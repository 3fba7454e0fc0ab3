package dev.bootwitness.console.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChecksumTest {

  private static final byte[] BYTES = "hello\n".getBytes(UTF_8);

  @Test
  void whatCksumAndWhatMd5sumSayOfTheSameBytesBothMatch() {
    // Of `printf 'hello\n' | cksum` and `| md5sum`, coreutils 9.1.
    assertThat(Checksum.matches("3015617425", BYTES)).isTrue();
    assertThat(Checksum.matches("b1946ac92492d2347c6235b4d2611184", BYTES)).isTrue();
  }

  @Test
  void otherBytesOrOtherWordsDoNot() {
    assertThat(Checksum.matches("3015617425", "hello".getBytes(UTF_8))).isFalse();
    assertThat(Checksum.matches("b1946ac92492d2347c6235b4d2611184", "x".getBytes(UTF_8))).isFalse();
    assertThat(Checksum.matches("", BYTES)).isFalse();
  }
}
