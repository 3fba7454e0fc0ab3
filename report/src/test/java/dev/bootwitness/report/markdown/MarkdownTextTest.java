package dev.bootwitness.report.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.report.story.Hostile;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rendered by commonmark-java, with GitHub's tables and autolinks. */
class MarkdownTextTest {

  @Test
  void proseIsTheTextAndNothingElse() {
    for (String hostile : Hostile.TEXTS) {
      Rendered rendered = Rendered.of("- before " + MarkdownText.prose(hostile) + " after\n");
      assertThat(rendered.doesNothing()).as(rendered.html()).isTrue();
      assertThat(rendered.text()).startsWith("before").endsWith("after");
    }
  }

  @Test
  void proseAtTheBeginningOfALineStaysProse() {
    for (String text :
        List.of("1. one", "- item", "+ item", "# head", "> quote", "/close", "===")) {
      Rendered rendered = Rendered.of(MarkdownText.paragraph(text) + "\n");
      assertThat(rendered.html()).startsWith("<p>");
      assertThat(rendered.text()).isEqualTo(text);
    }
  }

  @Test
  void codeIsVerbatim() {
    for (String text : List.of("a ` b", "`", "``x``", "<b>", "a | b", "*x* \\* &amp;")) {
      Rendered rendered = Rendered.of("x " + MarkdownText.code(text) + " y\n");
      assertThat(rendered.text()).isEqualTo("x " + text + " y");
      assertThat(rendered.doesNothing()).isTrue();
    }
  }

  @Test
  void aCellEndsWhereItShould() {
    for (String hostile : Hostile.TEXTS) {
      String row = "| " + MarkdownText.cell(hostile) + " | second |\n";
      Rendered rendered = Rendered.of("| a | b |\n|---|---|\n" + row);
      assertThat(rendered.doesNothing()).as(rendered.html()).isTrue();
      assertThat(rendered.html()).contains("<td>second</td>");
    }
  }

  @Test
  void aBlockEndsWhereItShould() {
    Rendered rendered =
        Rendered.of(MarkdownText.block(Hostile.TEXTS.stream().flatMap(String::lines).toList()));
    assertThat(rendered.doesNothing()).as(rendered.html()).isTrue();
    assertThat(rendered.html()).startsWith("<pre>").endsWith("</pre>\n");
  }

  @Test
  void adviceKeepsItsCommands() {
    assertThat(MarkdownText.prose("Read `journalctl -b` in <the> guest, see a@b.c"))
        .isEqualTo("Read `journalctl -b` in \\<the\\> guest, see `a@b.c`");
  }

  @Test
  void aBacktickWithoutItsPartnerIsText() {
    assertThat(Rendered.of(MarkdownText.prose("one ` only <b>")).text())
        .isEqualTo("one ` only <b>");
  }
}
