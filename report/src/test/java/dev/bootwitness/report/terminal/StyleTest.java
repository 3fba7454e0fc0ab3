package dev.bootwitness.report.terminal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StyleTest {

  @Test
  void colourNeedsATerminalThatHasItAndAReaderWhoWantsIt() {
    assertThat(Style.of(Map.of("TERM", "xterm"), true, UTF_8).colour()).isTrue();
    assertThat(Style.of(Map.of("TERM", "xterm"), false, UTF_8).colour()).isFalse();
    assertThat(Style.of(Map.of("TERM", "dumb"), true, UTF_8).colour()).isFalse();
    assertThat(Style.of(Map.of("NO_COLOR", "1"), true, UTF_8).colour()).isFalse();
    assertThat(Style.of(Map.of("NO_COLOR", ""), true, UTF_8).colour()).isTrue();
  }

  @Test
  void onlyUtf8ShowsMoreThanAscii() {
    assertThat(Style.of(Map.of(), true, UTF_8).unicode()).isTrue();
    assertThat(Style.of(Map.of(), true, US_ASCII).unicode()).isFalse();
  }

  @Test
  void linksNeedATerminalThatIsKnownToShowThem() {
    String shown = "\u001b]8;;https://bootwitness.dev/causes/kernel/panic/\u001b\\";
    assertThat(cause(Map.of("TERM", "xterm-kitty"), true)).contains(shown);
    assertThat(cause(Map.of("TERM", "xterm-256color", "VTE_VERSION", "7600"), true))
        .contains(shown);
    assertThat(cause(Map.of("TERM", "xterm-256color", "TERM_PROGRAM", "WezTerm"), true))
        .contains(shown);
    assertThat(cause(Map.of("TERM", "vt100", "FORCE_HYPERLINK", "1"), true)).contains(shown);
    for (Map<String, String> unknown :
        List.of(
            Map.of("TERM", "xterm-256color"),
            Map.of("TERM", "xterm-256color", "VTE_VERSION", "5000"),
            Map.of("TERM", "xterm-256color", "VTE_VERSION", "x"),
            Map.of("TERM", "tmux-256color", "VTE_VERSION", "7600"),
            Map.of("TERM", "xterm-kitty", "TMUX", "/tmp/tmux"),
            Map.of("TERM", "xterm-kitty", "FORCE_HYPERLINK", "0"),
            Map.of("TERM", "dumb", "FORCE_HYPERLINK", "1"),
            Map.of("TERM", "xterm-kitty", "BOOTWITNESS_DOCS", "none"))) {
      assertThat(cause(unknown, true)).as(unknown.toString()).doesNotContain("]8;;");
    }
  }

  @Test
  void aPipeGetsNoLinkWhateverIsAround() {
    Map<String, String> all =
        Map.of("TERM", "xterm-kitty", "FORCE_HYPERLINK", "1", "VTE_VERSION", "7600");
    assertThat(cause(all, false)).isEqualTo("kernel/panic");
  }

  @Test
  void onlyACauseOfTheCatalogueIsALink() {
    Style style = Style.of(Map.of("TERM", "xterm-kitty", "NO_COLOR", "1"), true, UTF_8);
    assertThat(style.cause("kernel/panic", "kernel/panic"))
        .isEqualTo(
            "\u001b]8;;https://bootwitness.dev/causes/kernel/panic/\u001b\\kernel/panic\u001b]8;;\u001b\\");
    assertThat(style.cause("acme/own-cause", "acme/own-cause")).isEqualTo("acme/own-cause");
  }

  private static String cause(Map<String, String> environment, boolean terminal) {
    return Style.of(environment, terminal, UTF_8).cause("kernel/panic", "kernel/panic");
  }
}
