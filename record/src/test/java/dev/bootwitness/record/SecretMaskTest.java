package dev.bootwitness.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SecretMaskTest {
  private final SecretMask mask = SecretMask.of(List.of("hunter2", "abc\n"), List.of("root", "pw"));

  @Test
  void aSecretThatMayShowNowhereIsBlankedAtItsLength() {
    assertThat(mask.text("password hunter2, again hunter2."))
        .isEqualTo("password *******, again *******.");
  }

  @Test
  void aTypedSecretIsLeftInReceivedTextSinceItMayBeAnyWord() {
    assertThat(mask.text("root@spark:~# ")).isEqualTo("root@spark:~# ");
  }

  @Test
  void everySecretIsBlankedInTypedTextAndItsLengthDoesNotShow() {
    assertThat(mask.typed("root\r")).isEqualTo("********\r");
    assertThat(mask.typed("echo hunter2 | su -c 'id root'\r"))
        .isEqualTo("echo ******** | su -c 'id ********'\r");
  }

  @Test
  void aShortSecretIsBlankedOnlyWhereItIsTheWholeTypedLine() {
    assertThat(mask.typed("pw\r\n")).isEqualTo("********\r\n");
    assertThat(mask.typed("abc\r")).isEqualTo("********\r");
    assertThat(mask.typed("pwd; cat abc\r")).isEqualTo("pwd; cat abc\r");
    assertThat(mask.text("abc")).isEqualTo("abc");
  }

  @Test
  void eachLineOfALongSecretIsASecret() {
    SecretMask key = SecretMask.of(List.of("-----BEGIN-----\r\nb3BlbnNzaA\n\n"), List.of());
    assertThat(key.text("b3BlbnNzaA")).isEqualTo("**********");
    assertThat(key.text("\n")).isEqualTo("\n");
  }

  @Test
  void secretsThatOverlapAreBlankedWhole() {
    assertThat(SecretMask.of(List.of("abcd", "cdefg"), List.of()).text("xabcdefgx"))
        .isEqualTo("x*******x");
    assertThat(SecretMask.of(List.of("abab"), List.of()).text("xabababx")).isEqualTo("x******x");
    assertThat(SecretMask.of(List.of(), List.of("pass", "password")).typed("password"))
        .isEqualTo("********");
  }

  @Test
  void aMaskDoesNotTellItsSecrets() {
    assertThat(mask).hasToString("SecretMask[1 everywhere, 4 typed]");
  }
}
