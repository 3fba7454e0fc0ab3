package dev.bootwitness.image.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineSplitterTest {

  private final List<String> lines = new ArrayList<>();
  private final LineSplitter splitter = new LineSplitter(lines::add);

  @Test
  void linesEndAtNewlineCarriageReturnOrBoth() {
    feed("a\nb\r\n\nc 1%\rc 2%\r\r\nrest");
    splitter.end();
    assertThat(lines).containsExactly("a", "b", "", "c 1%", "c 2%", "rest");
  }

  @Test
  void aLineMayComeInPiecesCutInsideACharacter() {
    byte[] bytes = "é\n".getBytes(StandardCharsets.UTF_8);
    for (byte b : bytes) {
      splitter.accept(new byte[] {b}, 1);
    }
    assertThat(lines).containsExactly("é");
  }

  @Test
  void aLineWithoutEndIsCutAndWhatIsMissingIsCounted() {
    String piece = "x".repeat(1000);
    for (int i = 0; i < 1000; i++) {
      feed(piece);
    }
    feed("\nnext\n");
    assertThat(lines)
        .containsExactly("x".repeat(4096) + "… (995904 more bytes in the log)", "next");
  }

  @Test
  void escapeSequencesCannotReachATerminal() {
    feed("\u001b[2Jhidden\n");
    assertThat(lines).containsExactly("\\x1b[2Jhidden");
  }

  private void feed(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    splitter.accept(bytes, bytes.length);
  }
}
