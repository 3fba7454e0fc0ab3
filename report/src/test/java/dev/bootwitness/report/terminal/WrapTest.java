package dev.bootwitness.report.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WrapTest {

  @Test
  void linesBreakAtSpaces() {
    assertThat(Wrap.lines("one two three", 8, 9, "…")).containsExactly("one two", "three");
    assertThat(Wrap.lines("one two three", 7, 9, "…")).containsExactly("one two", "three");
  }

  @Test
  void aWordLongerThanALineIsBroken() {
    assertThat(Wrap.lines("a /very/long/path", 8, 9, "…"))
        .containsExactly("a /very/", "long/pat", "h");
  }

  @Test
  void theLastLineAllowedSaysThatThereIsMore() {
    assertThat(Wrap.lines("one two three four", 8, 2, "…")).containsExactly("one two", "three f…");
    assertThat(Wrap.lines("one two three", 8, 2, "…")).containsExactly("one two", "three");
  }

  @Test
  void aCharacterWiderThanTheLineStillEnds() {
    assertThat(Wrap.lines("日本", 1, 5, "…")).containsExactly("日", "本");
  }

  @Test
  void blankTextHasNoLines() {
    assertThat(Wrap.lines("  ", 8, 2, "…")).isEmpty();
  }
}
