package dev.bootwitness.console.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LazyScreenTest {

  private static void append(LazyScreen lazy, String text) {
    byte[] bytes = Hazards.utf8(text);
    lazy.append(bytes, 0, bytes.length);
  }

  @Test
  void howOftenOneLooksDoesNotChangeWhatOneSees() {
    long seed = new SplittableRandom().nextLong();
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 200; round++) {
      byte[] bytes = TerminalBytes.mixture(random, 24);
      LazyScreen lazy = new LazyScreen(9, 4);
      lazy.append(bytes, 0, bytes.length);
      for (int looks = random.nextInt(4); looks > 0; looks--) {
        lazy.at(random.nextInt(bytes.length + 1));
      }
      assertThat(Shown.of(lazy.now())).as("seed %d", seed).isEqualTo(Shown.of(9, 4, bytes));
    }
  }

  @Test
  void afterAFloodTheScreenShowsItsEnd() {
    LazyScreen lazy = new LazyScreen(40, 5);
    append(lazy, "\033[31mseen before\033]0;a title that is cut");
    lazy.now();
    int lines = 200_000;
    for (int i = 0; i < lines; i++) {
      append(lazy, "\033[0;32mline " + i + "\033[0m ●\r\n");
    }
    append(lazy, "login: ");
    assertThat(lazy.now().lines())
        .containsExactly(
            "line 199996 ●", "line 199997 ●", "line 199998 ●", "line 199999 ●", "login:");
  }

  @Test
  void aReportTellsWhereTheCursorStoodWhenItWasAskedFor() {
    List<String> answers = new ArrayList<>();
    Terminal terminal =
        new Terminal(
            80, 25, (o, l) -> {}, a -> answers.add(new String(a, StandardCharsets.US_ASCII)));
    byte[] bytes =
        Hazards.utf8(
            "\033[2;20r\033[6n\033[5;7H漢\033[6n\tx\033[6n\0337\033[r\033[32766;32766H\033[6n\0338more");
    terminal.feed(bytes, 0, bytes.length);
    assertThat(answers).containsExactly("\033[1;1R", "\033[5;9R", "\033[5;18R", "\033[25;80R");
    assertThat(terminal.screen().line(5)).isEqualTo(" ".repeat(6) + "漢" + " ".repeat(8) + "xmore");
  }
}
