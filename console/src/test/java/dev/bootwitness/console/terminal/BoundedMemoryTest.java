package dev.bootwitness.console.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Whatever a guest sends, a console keeps a fixed amount of it. */
class BoundedMemoryTest {

  private long lines;
  private int longest;

  private TerminalText terminal() {
    return new TerminalText(
        240,
        60,
        (offset, line) -> {
          lines++;
          longest = Math.max(longest, line.length());
        },
        answer -> {});
  }

  @Test
  void aLineOfOneGigabyteIsKeptInPieces() {
    TerminalText text = terminal();
    VtParser parser = new VtParser(text);
    byte[] chunk = new byte[64 * 1024];
    Arrays.fill(chunk, (byte) 'x');
    long total = 1L << 30;
    for (long fed = 0; fed < total; fed += chunk.length) {
      parser.feed(chunk, 0, chunk.length);
    }
    TextFlow flow = text.flow();
    assertThat(flow.end()).isEqualTo(total);
    assertThat(flow.array()).hasSize(4 * TextFlow.KEPT);
    assertThat(flow.end() - flow.start()).isBetween((long) TextFlow.KEPT, 4L * TextFlow.KEPT);
    assertThat(flow.rawOffset(total - 1)).isEqualTo(total - 1);
    assertThat(longest).isEqualTo(LineLog.MAX_COLUMNS);
    assertThat(lines).isEqualTo(total / LineLog.MAX_COLUMNS - 1);
  }

  @Test
  void aStringWithoutEndIsGivenUp() {
    TerminalText text = terminal();
    VtParser parser = new VtParser(text);
    byte[] start = "\033]0;".getBytes(StandardCharsets.US_ASCII);
    byte[] chunk = new byte[VtParser.MAX_STRING];
    Arrays.fill(chunk, (byte) 'x');
    parser.feed(start, 0, start.length);
    parser.feed(chunk, 0, chunk.length - 4);
    assertThat(parser.pending()).isTrue();
    parser.feed(chunk, 0, 4096);
    assertThat(parser.pending()).isFalse();
    assertThat(text.flow().end()).isLessThan(4096);
    parser.feed("seen again".getBytes(StandardCharsets.US_ASCII), 0, 10);
    assertThat(text.flow().text(0, text.flow().end())).endsWith("seen again");
  }

  @Test
  void columnsFarToTheRightCostNoMoreThanALine() {
    TerminalText text = terminal();
    VtParser parser = new VtParser(text);
    byte[] jump = "x\033[65535C\033[65535G\t\t".getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < 10_000; i++) {
      parser.feed(jump, 0, jump.length);
    }
    assertThat(longest).isLessThanOrEqualTo(LineLog.MAX_COLUMNS);
    assertThat(text.lines().current()).hasSizeLessThanOrEqualTo(LineLog.MAX_COLUMNS);
  }
}
