package dev.bootwitness.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CharacterWidthTest {

  @ParameterizedTest
  @CsvSource({"a, 1", "é, 1", "─, 1", "日, 2", "😀, 2", "ｗ, 2", "한, 2"})
  void aCharacterTakesTheColumnsThatWcwidthGivesIt(String character, int columns) {
    assertThat(CharacterWidth.of(character.codePointAt(0))).isEqualTo(columns);
  }

  @Test
  void marksTakeNoColumn() {
    assertThat(CharacterWidth.of("e\u0301")).isEqualTo(1);
    assertThat(CharacterWidth.isMark('\u0301')).isTrue();
    assertThat(CharacterWidth.isMark('e')).isFalse();
  }

  @Test
  void aTextTakesTheSumOfItsCharacters() {
    assertThat(CharacterWidth.of("日本 ok")).isEqualTo(7);
  }
}
