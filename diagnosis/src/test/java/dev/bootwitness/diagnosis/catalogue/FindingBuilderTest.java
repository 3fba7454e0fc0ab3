package dev.bootwitness.diagnosis.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bootwitness.record.Fault;
import dev.bootwitness.record.Finding;
import org.junit.jupiter.api.Test;

class FindingBuilderTest {
  @Test
  void titleAdviceAndFaultComeFromTheCatalogue() {
    Cause cause = Causes.bundled().get("host/tool-missing");
    Finding finding =
        FindingBuilder.of("host/tool-missing", "no xorriso on PATH", "host", "xorriso");
    assertThat(finding)
        .isEqualTo(
            new Finding(
                "host/tool-missing",
                cause.title(),
                "no xorriso on PATH",
                "host",
                null,
                null,
                null,
                "xorriso",
                cause.next(),
                Fault.HOST));
  }

  @Test
  void whatTheRunKnowsBetterReplacesTheCatalogue() {
    Finding finding =
        FindingBuilder.about("run/timed-out", "no login", "serial", "")
            .line(12, 480L)
            .at(5.0)
            .advice("Raise boot.within above 90s.")
            .fault(Fault.IMAGE)
            .finding();
    assertThat(finding.line()).isEqualTo(12);
    assertThat(finding.offset()).isEqualTo(480);
    assertThat(finding.at()).isEqualTo(5.0);
    assertThat(finding.advice()).isEqualTo("Raise boot.within above 90s.");
    assertThat(finding.fault()).isEqualTo(Fault.IMAGE);
  }

  @Test
  void aCauseThatIsNotInTheCatalogueIsRefused() {
    assertThatThrownBy(() -> FindingBuilder.of("host/tool-mising", "", "host", ""))
        .hasMessage("no cause has the id \"host/tool-mising\"");
  }
}
