package dev.bootwitness.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineColoursTest {
  private final LineColours colours = new LineColours();

  private String of(String text, String raw) {
    StringBuilder all = new StringBuilder();
    for (StyledText run : colours.of(text, raw.getBytes(StandardCharsets.UTF_8))) {
      all.append(run.css().isEmpty() ? run.text() : "<" + run.css() + ":" + run.text() + ">");
    }
    return all.toString();
  }

  @Test
  void selectedGraphicRendition() {
    assertThat(of("[  OK  ] x", "[\u001b[0;32m  OK  \u001b[0m] x\r\n"))
        .isEqualTo("[<a2:  OK  >] x");
    assertThat(of("bold", "\u001b[1mbold\u001b[m\r\n")).isEqualTo("<b:bold>");
    assertThat(of("a", "\u001b[38;5;9ma\u001b[0m\r\n")).isEqualTo("<a9:a>");
    assertThat(of("a", "\u001b[38;2;1;31;3ma\u001b[0m\r\n")).isEqualTo("a");
    assertThat(of("a", "\u001b[99999999999;31;;ma\u001b[0m\r\n")).isEqualTo("a");
  }

  @Test
  void aColourLastsUntilItIsReset() {
    assertThat(of("one", "\u001b[31mone\r\n")).isEqualTo("<a1:one>");
    assertThat(of("two three", "two\u001b[39m three\r\n")).isEqualTo("<a1:two> three");
  }

  @Test
  void aColourSetBeforeTheNextLineIsItsOwn() {
    assertThat(of("one", "one\r\n\u001b[K\u001b[1;32m")).isEqualTo("one");
    assertThat(of("[a]$", "[\u001b]0;a\u0007a]$\u001b[0m \r\n")).isEqualTo("<a2 b:[a]$>");
    assertThat(of("a       b", "a\tb\r\n")).isEqualTo("a       b");
  }

  @Test
  void whatWasDrawnOverIsNotSeen() {
    assertThat(of("[ OK ] x", "[****] x\r\u001b[K[\u001b[32m OK \u001b[0m] x\r\n"))
        .isEqualTo("[<a2: OK >] x");
    assertThat(of("ac", "ab\b\u001b[31mc\u001b[0m\r\n")).isEqualTo("a<a1:c>");
  }

  @Test
  void nothingHidesText() {
    assertThat(of("hidden", "\u001b[8;30;40;7mhidden\u001b[0m\r\n")).isEqualTo("<a0:hidden>");
  }

  @Test
  void aReadingThatIsNotTheTextIsNotBelieved() {
    assertThat(of("real", "\u001b[31mother\u001b[0m\r\n")).isEqualTo("real");
    assertThat(of("x", "\u001b]0;title\u0007\u001b[5;5H\u001b[31mx\u001b[0m\r\n"))
        .isEqualTo("<a1:x>");
  }

  @Test
  void textIsSafe() {
    assertThat(colours.of("a\u202eb", "a\u202eb\r\n".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(List.of(new StyledText("a\\u202eb", "")));
  }
}
