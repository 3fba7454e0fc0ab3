package dev.bootwitness.machine.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutputLinesTest {

  private final List<String> heard = new ArrayList<>();
  private final OutputLines lines = new OutputLines(heard::add);

  @Test
  void aCharacterSplitOverTwoReadsStaysWhole() {
    byte[] bytes = "ü\n".getBytes(StandardCharsets.UTF_8);
    for (byte b : bytes) {
      lines.accept(new byte[] {b}, 1);
    }

    assertThat(heard).containsExactly("ü");
  }

  @Test
  void aLastLineWithoutAnEndIsHeardToo() {
    say("one\ntwo");
    lines.finish();

    assertThat(heard).containsExactly("one", "two");
    assertThat(lines.tail()).isEqualTo("one\ntwo\n");
  }

  @Test
  void aLineThatNeverEndsAndEndlessLinesTakeBoundedMemory() {
    say("x".repeat(3 * OutputLines.LONGEST) + "\n");
    for (int i = 0; i < OutputLines.KEPT; i++) {
      say("line " + i + "\n");
    }

    assertThat(heard.getFirst()).hasSize(OutputLines.LONGEST);
    assertThat(lines.tail())
        .hasSize(OutputLines.KEPT)
        .endsWith("line " + (OutputLines.KEPT - 1) + "\n");
  }

  private void say(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    lines.accept(bytes, bytes.length);
  }
}
