package dev.bootwitness.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class VisibleTextTest {

  @Test
  void whatATerminalWouldActOnIsShown() {
    assertThat(VisibleText.of("a\u001b]0;owned\u0007b\u009b31mc\u007f\b\r\n"))
        .isEqualTo("a\\x1b]0;owned\\x07b\\x9b31mc\\x7f\\x08\\x0d\\x0a");
  }

  @Test
  void whatHidesOrReordersIsShown() {
    assertThat(VisibleText.of("\u202eevil\u2066\u200b\u200d\ufeff\u00ad\u2028\u3164\ufe0f"))
        .isEqualTo("\\u202eevil\\u2066\\u200b\\u200d\\ufeff\\xad\\u2028\\u3164\\ufe0f");
    assertThat(VisibleText.of("\udb40\udc41 \ud83d \ue000 \u0378"))
        .isEqualTo("\\u{e0041} \\ud83d \\ue000 \\u0378");
  }

  @Test
  void ordinaryTextOfAnyLanguageIsLeftAlone() {
    String text = "pre-nixos: ● └─ naïve Ünïcödé 日本語 עברית 😀 C:\\dir";
    assertThat(VisibleText.of(text)).isEqualTo(text);
  }

  @Test
  void anySpaceIsASpace() {
    assertThat(VisibleText.of("a\tb\u00a0c\u3000d")).isEqualTo("a b c d");
  }

  @Test
  void marksMayNotPileUp() {
    assertThat(VisibleText.of("a\u0301\u0302\u0303\u0304b\u0301"))
        .isEqualTo("a\u0301\u0302\\u0303\\u0304b\u0301");
  }

  @Test
  void bytesAreReadAsUtf8UpToTheirLength() {
    byte[] bytes = "é\u001bx".getBytes(StandardCharsets.UTF_8);
    assertThat(VisibleText.of(bytes, 3)).isEqualTo("é\\x1b");
  }

  @Test
  void aQuoteIsCutBetweenCharactersNotInsideOne() {
    assertThat(VisibleText.quote("ab😀cd", 3)).isEqualTo("\"ab😀…\"");
    assertThat(VisibleText.quote("ab😀", 3)).isEqualTo("\"ab😀\"");
  }
}
