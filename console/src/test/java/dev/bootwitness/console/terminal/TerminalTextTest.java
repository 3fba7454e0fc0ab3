package dev.bootwitness.console.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalTextTest {

  private static String flow(String bytes) {
    return Decoded.of(bytes).flow();
  }

  @Test
  void aColouredPromptWithATitleIsItsPlainText() {
    Decoded decoded = Decoded.of(Hazards.PROMPT);
    assertThat(decoded.flow()).isEqualTo("\n[nixos@nixos:~]$ ");
    assertThat(decoded.unfinished()).isEqualTo("[nixos@nixos:~]$ ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\033[0;1;38:5:185m",
        "\033[38;2;10;20;30m",
        "\033[48:2::1:2:3m",
        "\033[?2004h",
        "\033[?25l",
        "\033[!p",
        "\033[>4;1m",
        "\033[1 q",
        "\033]0;user@host: ~\007",
        "\033]0;user@host: ~\033\\",
        "\033]8;;http://x/\033\\",
        "\033]104\007",
        "\033]3008;start=1234;machineid=5678;user=root;hostname=h;cwd=/root\033\\",
        "\033e",
        "\033%@",
        "\033%G",
        "\033)0",
        "\033(B",
        "\016",
        "\017",
        "\007",
        "\033=",
        "\033P+q544e\033\\",
        "\033_apc\033\\",
        "\033^pm\033\\",
        "\0337",
        "\u009b31m",
        "\u009d0;c1 title\u009c",
        "\u009d0;c1 title\007"
      })
  void aSequenceThatPrintsNothingLeavesNothing(String sequence) {
    assertThat(Decoded.of("a" + sequence + "b").flow()).isEqualTo("ab");
    assertThat(Decoded.of("a" + sequence + "b").unfinished()).isEqualTo("ab");
  }

  @ParameterizedTest
  @CsvSource({"\\n", "\\r\\n", "\\r\\r\\n", "\\r\\r\\r\\n"})
  void everyLineEndIsOne(String lineEnd) {
    String end = lineEnd.translateEscapes();
    Decoded decoded = Decoded.of("a" + end + "b" + end);
    assertThat(decoded.flow()).isEqualTo("a\nb\n");
    assertThat(decoded.lines()).containsExactly("0:a", (1 + end.length()) + ":b");
  }

  @Test
  void aLineThatIsOverwrittenShowsWhatCameLast() {
    Decoded decoded = Decoded.of("10%\r20%\r100% done\r\n");
    assertThat(decoded.lines()).containsExactly("0:100% done");
    assertThat(decoded.flow()).isEqualTo("10%\r20%\r100% done\n");
  }

  @Test
  void anErasedLineIsGoneAndAReverseLineFeedStartsAnother() {
    Decoded decoded =
        Decoded.of(
            "[ *  ] job (1s)\r\n\033M\r\033[K[  * ] job (2s)\r\n\033M\r\033[K[ OK ] job\r\n");
    assertThat(decoded.lines())
        .containsExactly("0:[ *  ] job (1s)", "23:[  * ] job (2s)", "46:[ OK ] job");
    assertThat(Decoded.of("old text\r\033[Knew\r\n").lines()).containsExactly("0:new");
  }

  @Test
  void backspaceAndTabMoveTheCursor() {
    assertThat(Decoded.of("abc\b\bX\r\n").lines()).containsExactly("0:aXc");
    assertThat(Decoded.of("a\tb").unfinished()).isEqualTo("a       b");
    assertThat(Decoded.of("12345678901\r\tX").unfinished()).isEqualTo("12345678X01");
  }

  @Test
  void readlinesBlankAndReturnAtTheRightEdgeGoesOnInTheNextRow() {
    String row = "x".repeat(240);
    assertThat(Decoded.of(row + " \rrest").unfinished()).isEqualTo(row + "rest");
    assertThat(Decoded.of(row + "\rover").unfinished()).isEqualTo("over" + row.substring(4));
  }

  @Test
  void textsOfDifferentPlacesOfAScreenNeverTouch() {
    assertThat(flow("menu\033[5;10Hentry\033[6;10Hnext")).isEqualTo("menu\nentry\nnext");
    assertThat(flow("left\033[10Cright")).isEqualTo("left          right");
    assertThat(flow("word\033[20Gcolumn")).isEqualTo("word column");
  }

  @Test
  void theSizeProbeOfSystemdIsAnsweredWithTheSize() {
    assertThat(Decoded.of("\0337\033[r\033[32766;32766H\033[6n\0338").answers())
        .containsExactly("\033[60;240R");
  }

  @Test
  void statusIdentityAndSizeQueriesAreAnswered() {
    assertThat(Decoded.of("abc\033[6n").answers()).containsExactly("\033[1;4R");
    assertThat(Decoded.of("\033[5n\033[c\033Z\033[>c\033[18t").answers())
        .containsExactly("\033[0n", "\033[?6c", "\033[?6c", "\033[>0;0;0c", "\033[8;60;240t");
  }

  @Test
  void bytesThatAreNotUtf8BecomeOneReplacementEach() {
    byte[] bytes = {'a', (byte) 0xff, 'b', (byte) 0xe2, (byte) 0x97, 'c', (byte) 0xc3, '\n'};
    assertThat(Decoded.of(bytes).flow()).isEqualTo("a\ufffdb\ufffdc\ufffd\n");
  }

  @Test
  void aByteBeyondAsciiAbandonsASequenceAndIsText() {
    assertThat(flow("a\033[3●b")).isEqualTo("a●b");
    assertThat(flow("a\033●b")).isEqualTo("a●b");
  }

  @Test
  void aLineFeedEndsATitleThatWasNeverEnded() {
    assertThat(flow("\033]0;broken\nkernel: message\n")).isEqualTo("\nkernel: message\n");
  }

  @Test
  void everyPositionOfTheTextKnowsItsByte() {
    Decoded decoded = Decoded.of("ab\033[31mcd\r\n\033[0me");
    assertThat(decoded.flow()).isEqualTo("abcd\ne");
    assertThat(decoded.offsets()).containsExactly(0L, 1L, 7L, 8L, 10L, 15L);
  }

  @Test
  void lineOffsetsAreThoseOfTheFirstByteShown() {
    String text = "\033[31mred\033[0m\r\nplain\r\n";
    assertThat(Decoded.of(text.getBytes(StandardCharsets.UTF_8)).lines())
        .containsExactly("5:red", "14:plain");
  }

  @Test
  void hostileParametersAreClampedAndAnswered() {
    String many = "1;".repeat(10_000);
    assertThat(flow("a\033[" + many + "mb")).isEqualTo("ab");
    assertThat(flow("a\033[99999999999999999999Cb")).hasSizeLessThan(1000);
    assertThat(Decoded.of("\033[99999999999999;99999999999999H\033[6n").answers())
        .containsExactly("\033[60;240R");
    assertThat(flow("a\033[1?2mb")).isEqualTo("ab");
    assertThat(flow("a\033[1\1772mb")).isEqualTo("ab");
  }
}
