package dev.bootwitness.engine.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Finding;
import org.junit.jupiter.api.Test;

class LineHistoryTest {
  private final LineHistory lines = new LineHistory();

  @Test
  void aQuoteStandsWhereItWasSaidLast() {
    lines.add(new Event.ConsoleLine(7, 70, "Login incorrect"));
    lines.add(new Event.ConsoleLine(8, 80, "login: "));
    lines.add(new Event.ConsoleLine(8, 80, "login: x"));
    lines.add(new Event.ConsoleLine(9, 90, "[ 1.0] Login incorrect"));
    lines.add(new Event.ConsoleLine(10, 99, "login:"));

    Finding finding = placed("\n Login incorrect\nlogin:\n");
    assertThat(finding.line()).isEqualTo(9);
    assertThat(finding.offset()).isEqualTo(90);
    assertThat(placed("login: x").line()).isEqualTo(8);
  }

  @Test
  void whatNoLineSaysHasNoPlace() {
    for (int i = 1; i <= 1000; i++) {
      lines.add(new Event.ConsoleLine(i, i, "line " + i + "."));
    }

    assertThat(placed("").line()).isNull();
    assertThat(placed("line 2.").line()).isNull();
    assertThat(placed("line 1000.").line()).isEqualTo(1000);
  }

  private Finding placed(String quote) {
    return lines.placed(FindingBuilder.about("login/rejected", "d", "serial", quote)).finding();
  }
}
