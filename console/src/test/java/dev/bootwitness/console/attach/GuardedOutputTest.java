package dev.bootwitness.console.attach;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardedOutputTest {

  private static String shown(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new String(new GuardedOutput().show(bytes, bytes.length), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain\r\n\ttext ●\007\b",
        "\033[1;32m[nixos]$\033[0m ",
        "\033[0;1;38:5:185mcolon form\033[38;2;1;2;3m",
        "\033[2J\033[H\033[10;20Hx\033[K\033[1;24r\033M\033D\0337\0338",
        "\033[?2004h\033[?25l\033[?1049h\033[?7h",
        "\033(0lqk\033(B\016\017",
        "\033[!p\033[5 q"
      })
  void whatAProgramDrawsIsShown(String text) {
    assertThat(shown(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\033[6n",
        "\033[?6n",
        "\033[c",
        "\033[>c",
        "\033[=c",
        "\033Z",
        "\033[18t",
        "\033[21t",
        "\033[8;1;1t",
        "\033[x",
        "\033[?2026$p",
        "\033[?u",
        "\033[>1u",
        "\033[>q",
        "\033]52;c;c3R1ZmY=\007",
        "\033]0;title\033\\",
        "\033P$qm\033\\",
        "\033P1;2|17/61\033\\",
        "\033_Ga=q\033\\",
        "\033%@",
        "\033 G",
        "\005",
        "\u009b6n",
        "\u009d52;c;x\u009c"
      })
  void whatWouldMakeTheTerminalAnswerOrActIsNot(String text) {
    assertThat(shown("a" + text + "b")).isEqualTo("ab");
  }

  @Test
  void aTitleThatIsBrokenOffDoesNotComeOutWithWhatFollows() {
    assertThat(shown("a\033]52;c;c3R1\033[1mb")).isEqualTo("a\033[1mb");
  }

  @Test
  void anyCutShowsTheSame() {
    byte[] all =
        "a\033[1;31mä\033]0;t\007\033[6n\033[2\007J●\033[?25h\u009b1mz\033]x\033[0m!"
            .getBytes(StandardCharsets.UTF_8);
    byte[] whole = new GuardedOutput().show(all, all.length);
    for (int cut = 0; cut <= all.length; cut++) {
      GuardedOutput guard = new GuardedOutput();
      String first = new String(guard.show(all, cut), StandardCharsets.ISO_8859_1);
      byte[] rest = Arrays.copyOfRange(all, cut, all.length);
      String second = new String(guard.show(rest, rest.length), StandardCharsets.ISO_8859_1);
      assertThat(first + second).isEqualTo(new String(whole, StandardCharsets.ISO_8859_1));
    }
  }

  @Test
  void aSequenceWithoutEndIsNotKept() {
    assertThat(shown("a\033[" + "1;".repeat(100_000) + "mb")).isEqualTo("ab");
  }
}
