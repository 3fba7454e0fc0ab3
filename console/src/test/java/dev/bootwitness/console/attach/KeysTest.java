package dev.bootwitness.console.attach;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String typed(Keyboard keyboard, String read) {
    byte[] bytes = bytes(read);
    return new String(keyboard.keys(bytes, bytes.length), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ls -l\r",
        "ä●\003\004",
        "\033",
        "\033[A\033[1;5C\033[15~\033OP",
        "\033[200~pasted\033[201~",
        "\033[<0;10;20M",
        "\033[1;2R",
        "\033P\033]\033_x",
        "\033[",
        "\033\033[B"
      })
  void whatKeysSendPasses(String keys) {
    Keyboard keyboard = new Keyboard();
    assertThat(typed(keyboard, keys) + typed(keyboard, "x")).isEqualTo(keys + "x");
  }

  @Test
  void whatTheTerminalAnswersToALibraryIsDropped() {
    String answers = "\033[?0u\033[?2026;2$y\033[?62;22c\033[>41;354;0c";
    assertThat(typed(new Keyboard(), "a" + answers + "b")).isEqualTo("ab");
  }

  @Test
  void anAnswerInTwoReadsLeavesNoDigitBehind() {
    String answer = "a\033[?62;22cb";
    for (int cut = 0; cut <= answer.length(); cut++) {
      Keyboard keyboard = new Keyboard();
      String keys =
          typed(keyboard, answer.substring(0, cut)) + typed(keyboard, answer.substring(cut));
      assertThat(keys.replace("\033", "")).as("cut at " + cut).isEqualTo("ab");
    }
  }

  @Test
  void controlBracketAndAKeyAreForTheProgram() {
    EscapeKey escape = new EscapeKey();
    assertThat(escape.take((byte) 'q')).isEqualTo(EscapeKey.Use.TYPE);
    assertThat(escape.take((byte) 0x1d)).isEqualTo(EscapeKey.Use.DROP);
    assertThat(escape.take((byte) '?')).isEqualTo(EscapeKey.Use.HELP);
    assertThat(escape.take((byte) '?')).isEqualTo(EscapeKey.Use.TYPE);
    assertThat(escape.take((byte) 0x1d)).isEqualTo(EscapeKey.Use.DROP);
    assertThat(escape.take((byte) 0x1d)).isEqualTo(EscapeKey.Use.TYPE);
    assertThat(escape.take((byte) 'q')).isEqualTo(EscapeKey.Use.TYPE);
    assertThat(escape.take((byte) 0x1d)).isEqualTo(EscapeKey.Use.DROP);
    assertThat(escape.take((byte) 'z')).isEqualTo(EscapeKey.Use.DROP);
    assertThat(escape.take((byte) 0x1d)).isEqualTo(EscapeKey.Use.DROP);
    assertThat(escape.take((byte) 'q')).isEqualTo(EscapeKey.Use.QUIT);
  }
}
