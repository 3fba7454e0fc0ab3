package dev.bootwitness.console.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScreenTest {

  private static Screen screen(int columns, int rows, String bytes) {
    Screen screen = new Screen(columns, rows);
    byte[] utf8 = Hazards.utf8(bytes);
    new VtParser(screen).feed(utf8, 0, utf8.length);
    return screen;
  }

  @Test
  void aLoaderMenuReadsAsAPersonSeesIt() {
    Screen screen = screen(80, 25, ScreenSamples.loaderMenu());
    assertThat(screen.text())
        .startsWith("┌" + "─".repeat(60) + "┐\n│" + " ".repeat(25) + "Small OS")
        .contains("\n│ Small OS entry 3", "└" + "─".repeat(60) + "┘")
        .contains("Automatic boot in 1 seconds...");
  }

  @Test
  void theCursorWaitsBehindAFullRowUntilTheNextCharacter() {
    Screen screen = screen(5, 3, "12345");
    assertThat(screen.cursor()).isEqualTo(new Screen.Position(1, 5));
    assertThat(screen(5, 3, "12345\r\nx").lines()).containsExactly("12345", "x");
    assertThat(screen(5, 3, "123456").lines()).containsExactly("12345", "6");
  }

  @Test
  void wideCharactersTakeTwoCellsAndCombiningOnesNone() {
    assertThat(screen(5, 3, "a漢e\u0301b漢").lines()).containsExactly("a漢e\u0301b", "漢");
    assertThat(screen(9, 1, "漢x\033[1;2Hy").line(1)).isEqualTo(" yx");
  }

  @Test
  void aProgramOnTheAlternateScreenLeavesTheMainOneAsItWas() {
    assertThat(screen(20, 3, "$ vi\r\n\033[?1049h\033[Hfile").text()).isEqualTo("file");
    Screen back = screen(20, 3, "$ vi\r\n\033[?1049h\033[Hfile\033[?1049l$ ");
    assertThat(back.text()).isEqualTo("$ vi\n$");
    assertThat(back.cursor()).isEqualTo(new Screen.Position(2, 3));
  }

  @Test
  void savingTheCursorSavesCharacterSetAndOriginModeToo() {
    assertThat(screen(9, 2, "\033(0\0337\033(Bq\0338q").line(1)).isEqualTo("─");
    Screen screen = screen(9, 5, "\033[2;4r\033[?6h\0337\033[?6l\0338\033[1;1Hx");
    assertThat(screen.line(2)).isEqualTo("x");
    assertThat(screen.reported()).isEqualTo(new Screen.Position(1, 2));
  }

  @Test
  void theTechniciansPatternFillsTheScreenWhateverTheMargins() {
    assertThat(screen(3, 3, "\033[2;3r\033[?6h\033#8").text()).isEqualTo("EEE\nEEE\nEEE");
  }

  static Stream<byte[]> samples() {
    return ScreenSamples.all().stream();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void byteByByteDrawsTheSame(byte[] bytes) {
    int[] everywhere = IntStream.range(0, bytes.length).toArray();
    assertThat(Shown.of(80, 25, bytes, everywhere)).isEqualTo(Shown.of(80, 25, bytes));
  }

  @Test
  void randomMixturesCutAnywhereDrawTheSame() {
    long seed = new SplittableRandom().nextLong();
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 200; round++) {
      byte[] bytes = TerminalBytes.mixture(random, 12);
      Shown whole = Shown.of(9, 4, bytes);
      for (int cut = 0; cut <= bytes.length; cut++) {
        assertThat(Shown.of(9, 4, bytes, cut))
            .as("seed %d, round %d, cut at %d", seed, round, cut)
            .isEqualTo(whole);
      }
    }
  }
}
