package dev.bootwitness.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {

  @Test
  void controlCharactersBecomeVisibleAndTextStays() {
    assertThat(Printable.text("a\tb\u001b[31mé─\u007f\u0000")).isEqualTo("a\tb␛[31mé─␡␀");
  }

  @Test
  void whatReordersOrHidesTextIsReplaced() {
    assertThat(Printable.text("x\u202ey\u200bz\u0085")).isEqualTo("x\ufffdy\ufffdz\ufffd");
  }

  @Test
  void aQuoteIsCutBetweenCharactersNotInsideOne() {
    assertThat(Printable.quote("ab😀cd", 3)).isEqualTo("\"ab😀…\"");
    assertThat(Printable.quote("ab😀", 3)).isEqualTo("\"ab😀\"");
  }
}
