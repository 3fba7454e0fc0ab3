package dev.bootwitness.report.terminal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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
}
