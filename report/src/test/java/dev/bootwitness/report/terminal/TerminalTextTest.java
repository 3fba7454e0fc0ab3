package dev.bootwitness.report.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TerminalTextTest {

  @Test
  void whatATerminalWouldActOnIsShown() {
    assertThat(TerminalText.visible("a\u001b]0;owned\u0007b\u009b31mc\u007f\b\r\n"))
        .isEqualTo("a\\x1b]0;owned\\x07b\\x9b31mc\\x7f\\x08\\x0d\\x0a");
  }

  @Test
  void whatHidesOrReordersIsShown() {
    assertThat(TerminalText.visible("\u202eevil\u2066\u200b\u200d\ufeff\u00ad\u2028\u3164\ufe0f"))
        .isEqualTo("\\u202eevil\\u2066\\u200b\\u200d\\ufeff\\xad\\u2028\\u3164\\ufe0f");
    assertThat(TerminalText.visible("\udb40\udc41 \ud83d \ue000 \u0378"))
        .isEqualTo("\\u{e0041} \\ud83d \\ue000 \\u0378");
  }

  @Test
  void ordinaryTextOfAnyLanguageIsLeftAlone() {
    String text = "pre-nixos: ● └─ naïve Ünïcödé 日本語 עברית 😀 C:\\dir";
    assertThat(TerminalText.visible(text)).isEqualTo(text);
  }

  @Test
  void anySpaceIsASpace() {
    assertThat(TerminalText.visible("a\tb\u00a0c\u3000d")).isEqualTo("a b c d");
  }

  @Test
  void marksMayNotPileUp() {
    assertThat(TerminalText.visible("a\u0301\u0302\u0303\u0304b\u0301"))
        .isEqualTo("a\u0301\u0302\\u0303\\u0304b\u0301");
  }

  @Test
  void aCutKeepsToTheColumns() {
    assertThat(TerminalText.cut("abcdef", 6, "…")).isEqualTo("abcdef");
    assertThat(TerminalText.cut("abcdefg", 6, "…")).isEqualTo("abcde…");
    assertThat(TerminalText.cut("日本語日本語", 6, "…")).isEqualTo("日本…");
    assertThat(TerminalText.cut("e\u0301e\u0301e\u0301", 2, "…")).isEqualTo("e\u0301…");
    assertThat(TerminalText.cut("abc", 2, "...")).isEmpty();
  }

  @Test
  void noTextWhateverItHoldsGetsThroughUnsafeOrTooWide() {
    Random random = new Random(7);
    for (int round = 0; round < 5000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(40); i > 0; i--) {
        text.append((char) random.nextInt(random.nextBoolean() ? 0x100 : 0x10000));
      }
      String safe = new Style(false, true).safe(text.toString(), 30);
      assertThat(safe.codePoints())
          .noneMatch(Character::isISOControl)
          .noneMatch(c -> Character.getType(c) == Character.FORMAT)
          .noneMatch(c -> Character.getType(c) == Character.SURROGATE);
      assertThat(DisplayWidth.of(safe)).isLessThanOrEqualTo(30);
      assertThat(TerminalText.visible(safe)).isEqualTo(safe);
      assertThat(new Style(false, false).safe(text.toString(), 30).chars())
          .allMatch(c -> c >= ' ' && c < 0x7f);
    }
  }
}
