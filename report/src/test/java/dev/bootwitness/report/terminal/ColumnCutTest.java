package dev.bootwitness.report.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.base.CharacterWidth;
import dev.bootwitness.base.VisibleText;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ColumnCutTest {

  @Test
  void aCutKeepsToTheColumns() {
    assertThat(ColumnCut.cut("abcdef", 6, "…")).isEqualTo("abcdef");
    assertThat(ColumnCut.cut("abcdefg", 6, "…")).isEqualTo("abcde…");
    assertThat(ColumnCut.cut("日本語日本語", 6, "…")).isEqualTo("日本…");
    assertThat(ColumnCut.cut("e\u0301e\u0301e\u0301", 2, "…")).isEqualTo("e\u0301…");
    assertThat(ColumnCut.cut("abc", 2, "...")).isEmpty();
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
      assertThat(CharacterWidth.of(safe)).isLessThanOrEqualTo(30);
      assertThat(VisibleText.of(safe)).isEqualTo(safe);
      assertThat(new Style(false, false).safe(text.toString(), 30).chars())
          .allMatch(c -> c >= ' ' && c < 0x7f);
    }
  }
}
