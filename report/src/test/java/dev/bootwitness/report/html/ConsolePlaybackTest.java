package dev.bootwitness.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsolePlaybackTest {
  @TempDir private Path folder;

  private ConsolePlayback of(String... lines) throws Exception {
    Path cast = folder.resolve("serial.cast");
    Files.writeString(cast, "{\"version\":2}\n" + String.join("\n", lines));
    return ConsolePlayback.of(cast, 100);
  }

  @Test
  void outputWithinAMomentIsOneEventAndWhatWasTypedIsLeftOut() throws Exception {
    ConsolePlayback replay =
        of("[0.1,\"o\",\"a\"]", "[0.11,\"i\",\"x\"]", "[0.12,\"o\",\"b\"]", "[0.5,\"o\",\"c\"]");
    assertThat(replay.json())
        .isEqualTo(
            "[{\"version\":2,\"width\":100,\"height\":30},[0.100,\"o\",\"ab\"],[0.500,\"o\",\"c\"]]");
    assertThat(replay.seconds()).isEqualTo(0.5);
    assertThat(replay.cut()).isFalse();
  }

  @Test
  void textStaysInItsString() throws Exception {
    assertThat(of("[1,\"o\",\"</script>\\\"\\\\\\u2028\\u202e&\\ud800\"]").json())
        .endsWith("\"\\u003c/script\\u003e\\u0022\\u005c\ufffd\ufffd\\u0026\ufffd\"]]");
  }

  @Test
  void theTerminalIsNotResized() throws Exception {
    assertThat(
            of("[1,\"o\",\"a\\u001b[8;99\"]", "[2,\"o\",\"999;9999tb\\u001b[31mc\\u009b4;1;1td\"]")
                .json())
        .endsWith("[1.000,\"o\",\"a\"],[2.000,\"o\",\"b\\u001b[31mcd\"]]");
  }

  @Test
  void itEndsWhereTheFileIsNoCastAnyMore() throws Exception {
    String end = "[1.000,\"o\",\"a\"]]";
    assertThat(of("[1,\"o\",\"a\"]", "[2,\"o\",\"to").json()).endsWith(end);
    assertThat(of("[1,\"o\",\"a\"]", "nonsense", "[2,\"o\",\"b\"]").json()).endsWith(end);
    assertThat(of("[1,\"o\",\"a\"]", "[\"x\"]").json()).endsWith(end);
    assertThat(of("[1,\"o\",\"a\"]", "[]").json()).endsWith(end);
    assertThat(of("{}").json()).isEmpty();
  }

  @Test
  void aFloodIsCut() throws Exception {
    String line = "[%d,\"o\",\"" + "x".repeat(1000) + "\"]";
    String[] lines = new String[1000];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = line.formatted(i);
    }
    ConsolePlayback replay = of(lines);
    assertThat(replay.cut()).isTrue();
    assertThat(replay.json().length()).isLessThan(ConsolePlayback.MOST_CHARACTERS + 2000);
  }

  @Test
  void withoutACastThereIsNothingToPlay() throws Exception {
    assertThat(ConsolePlayback.of(folder.resolve("none"), 80).json()).isEmpty();
  }
}
