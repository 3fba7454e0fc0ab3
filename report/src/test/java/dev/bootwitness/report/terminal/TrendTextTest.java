package dev.bootwitness.report.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.report.history.Trend;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrendTextTest {

  @Test
  void aTimeIsALineWithItsCourse() {
    assertThat(TrendText.of(trend("demo", "boot"), Style.PLAIN))
        .isEqualTo(
            """
            demo · 5 of 6 runs passed

            by boot, tcg · 5 passing runs
                                               last          usual       least to most
              boot                           14.0 s         10.0 s      10.0 to 14.0 s  ▁▁▁▁█  slower

            checks · a flake failed on an image on which it held, too
                                                ran         failed              flakes
              boot                                6              1            1 (17 %)  flaky
            """);
  }

  @Test
  void namesDoNothingToTheTerminal() {
    String text = TrendText.of(trend("\u001b[2J\n", "\u202e\u001b]0;x\u0007"), Style.PLAIN);

    assertThat(text.lines().toList())
        .allMatch(line -> line.codePoints().noneMatch(Character::isISOControl))
        .hasSize(9);
  }

  @Test
  void withoutUnicodeTheCourseIsAscii() {
    assertThat(TrendText.of(trend("demo", "boot"), new Style(false, false)))
        .contains("____@")
        .matches(text -> text.chars().allMatch(c -> c < 0x80));
  }

  private static Trend trend(String name, String series) {
    List<String> five = List.of("a", "b", "c", "d", "e");
    return new Trend(
        name,
        6,
        5,
        List.of(
            new Trend.Kind(
                "tcg",
                "boot",
                five,
                five,
                List.of(new Trend.Series("phase", series, List.of(10.0, 10.0, 10.0, 10.0, 14.0))))),
        List.of(new Trend.Flake(series, 6, 1, 1)));
  }
}
