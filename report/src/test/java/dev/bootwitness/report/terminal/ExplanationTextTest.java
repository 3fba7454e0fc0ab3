package dev.bootwitness.report.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.diagnosis.LogExplainer;
import dev.bootwitness.diagnosis.catalogue.CauseDocs;
import dev.bootwitness.diagnosis.rules.RuleSet;
import dev.bootwitness.diagnosis.verdict.Explanation;
import dev.bootwitness.report.json.ExplanationJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The exact output about a saved log for a person and for a program. */
class ExplanationTextTest {
  private static final CauseDocs DOCS = new CauseDocs("https://docs.example.org/");
  private static final String KERNEL = "[    0.000000] Linux version 6.1.0 (gcc)\n";

  private static Explanation explain(String log) throws IOException {
    return LogExplainer.explain(
        new ByteArrayInputStream(log.getBytes(StandardCharsets.UTF_8)), RuleSet.bundled());
  }

  private static String text(String log) throws IOException {
    var out = new StringBuilder();
    ExplanationText.print(explain(log), Style.PLAIN, out);
    return out.toString();
  }

  @Test
  void aFaultIsNamedWithItsLine() throws IOException {
    assertThat(text(KERNEL + "[    2.500000] Kernel panic - not syncing: Fatal exception\n"))
        .isEqualTo(
            """
            ✗ kernel  kernel/panic  the image is at fault
              the kernel panicked: Fatal exception

              serial  line 2  2.5 s   [ 2.500000] Kernel panic - not syncing: Fatal exception
              next    Read the trace above the panic in serial.txt; boot another kernel version once to see
                      whether the kernel or the image is at fault.

              stages  kernel 0.0 s (2.5 s)
            """);
  }

  @Test
  void aHealthyLogIsOneLineAndItsStages() throws IOException {
    assertThat(text(KERNEL + "[   54.100000] x\n\ndebian login: "))
        .startsWith("✓ no failure found; reached login at 54.1 s\n");
  }

  @Test
  void aLogThatEndsTooEarlySaysWhatIsMissing() throws IOException {
    assertThat(text("SeaBIOS (version 1.16)\n"))
        .startsWith("? inconclusive  run/capture-incomplete\n")
        .contains("the log ends at \"SeaBIOS (version 1.16)\"", "missing");
  }

  @Test
  void theJsonOfAHealthyLogHasNoPrimary() throws IOException {
    assertThat(ExplanationJson.of(explain(KERNEL + "debian login: "), DOCS))
        .contains("\"outcome\" : \"passed\"", "\"primary\" : null", "\"stage\" : \"login\"");
  }

  @Test
  void theJsonOfAFaultHasItsPlace() throws IOException {
    assertThat(
            ExplanationJson.of(
                explain(KERNEL + "[    2.500000] Kernel panic - not syncing: Fatal exception\n"),
                DOCS))
        .contains(
            "\"cause\" : \"kernel/panic\"",
            "\"line\" : 2",
            "\"offset\" : 41",
            "\"fault\" : \"image\"",
            "\"docsUrl\" : \"https://docs.example.org/causes/kernel/panic/\"");
  }
}
