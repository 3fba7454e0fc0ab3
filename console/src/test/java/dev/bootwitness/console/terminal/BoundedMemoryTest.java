package dev.bootwitness.console.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Whatever a guest sends, a console keeps a fixed amount of it. */
class BoundedMemoryTest {

  private long lines;
  private int longest;

  private Terminal terminal() {
    return new Terminal(
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
    Terminal text = terminal();
    byte[] chunk = new byte[64 * 1024];
    Arrays.fill(chunk, (byte) 'x');
    long total = 1L << 30;
    for (long fed = 0; fed < total; fed += chunk.length) {
      text.feed(chunk, 0, chunk.length);
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
    Terminal text = terminal();
    byte[] start = "\033]0;".getBytes(StandardCharsets.US_ASCII);
    byte[] chunk = new byte[VtParser.MAX_STRING];
    Arrays.fill(chunk, (byte) 'x');
    text.feed(start, 0, start.length);
    text.feed(chunk, 0, chunk.length - 4);
    assertThat(text.pending()).isTrue();
    text.feed(chunk, 0, 4096);
    assertThat(text.pending()).isFalse();
    assertThat(text.flow().end()).isLessThan(4096);
    text.feed("seen again".getBytes(StandardCharsets.US_ASCII), 0, 10);
    assertThat(text.flow().text(0, text.flow().end())).endsWith("seen again");
  }

  @Test
  void columnsFarToTheRightCostNoMoreThanALine() {
    Terminal text = terminal();
    byte[] jump = "x\033[65535C\033[65535G\t\t".getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < 10_000; i++) {
      text.feed(jump, 0, jump.length);
    }
    assertThat(longest).isLessThanOrEqualTo(LineLog.MAX_COLUMNS);
    assertThat(text.lines().current()).hasSizeLessThanOrEqualTo(LineLog.MAX_COLUMNS);
  }
}
