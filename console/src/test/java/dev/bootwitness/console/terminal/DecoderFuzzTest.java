package dev.bootwitness.console.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.List;

/** What no input may do to the decoder; by itself it replays its seeds. */
class DecoderFuzzTest {

  private static final String[] BETWEEN = {
    "\033[%sm",
    "\033[?%sh",
    "\033[38:5:%sm",
    "\033]0;%s\007",
    "\033]8;;%s\033\\",
    "\033P%sq\033\\",
    "\033_%s\033\\",
    "\u009b%sm",
    "\033]3008;start=%s\033\\",
    "\033[%s q",
  };

  @FuzzTest
  @DictionaryEntries({
    "\\x1b[",
    "\\x1b]0;",
    "\\x1b\\\\",
    "\\x1bP",
    "\\x1b(0",
    "\\x1b[6n",
    "\\x1b[2;4r",
    "\\x1b[?1049h",
    "\\x1b[300b",
    "\\xc2\\x9b",
    "\\xe6\\xbc\\xa2",
    "\\xcc\\x81"
  })
  void anyBytesAreTextWithinBounds(byte[] bytes) {
    List<String> lines = new ArrayList<>();
    int[] answered = {0};
    Terminal terminal =
        new Terminal(80, 25, (offset, line) -> lines.add(line), answer -> answered[0]++);
    int cut = bytes.length / 3;
    terminal.feed(bytes, 0, cut);
    terminal.feed(bytes, cut, bytes.length);

    String flow = terminal.flow().text(0, terminal.flow().end());
    assertThat(flow).doesNotContainPattern("[\\x00-\\x07\\x0b-\\x0c\\x0e-\\x1f\\x7f-\\x9f]");
    assertThat(lines).noneMatch(line -> line.chars().anyMatch(c -> c < 0x20));
    assertThat(terminal.screen().text())
        .doesNotContainPattern("[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f]");
    assertThat(terminal.screen().lines()).allMatch(l -> l.length() <= 80 * 20);
    assertThat(terminal.flow().end()).isLessThanOrEqualTo(520L * bytes.length);
    assertThat(terminal.consumed()).isEqualTo(bytes.length);
    assertThat(answered[0]).isLessThanOrEqualTo(bytes.length);
    assertThat(Decoded.of(bytes, cut)).isEqualTo(Decoded.of(bytes));
    assertThat(Shown.of(20, 5, bytes, cut)).isEqualTo(Shown.of(20, 5, bytes));
  }

  @FuzzTest
  void nothingOfASequenceGetsIntoTheTextAroundIt(FuzzedDataProvider data) {
    StringBuilder sent = new StringBuilder();
    StringBuilder plain = new StringBuilder();
    while (data.remainingBytes() > 0) {
      String text = data.consumeAsciiString(12).replaceAll("[\\x00-\\x1f\\x7f]", "");
      String parameters = data.consumeAsciiString(12).replaceAll("[^0-9;]", "");
      sent.append(text).append(data.pickValue(BETWEEN).formatted(parameters));
      plain.append(text);
    }
    assertThat(Decoded.of(sent.toString()).flow()).isEqualTo(plain.toString());
  }
}
