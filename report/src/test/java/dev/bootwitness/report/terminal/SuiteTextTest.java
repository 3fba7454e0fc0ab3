package dev.bootwitness.report.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.record.Fault;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Outcome;
import dev.bootwitness.record.Stage;
import dev.bootwitness.record.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SuiteTextTest {

  private static final String ESCAPE = "\u001b[2J";

  private static final Finding PANIC =
      new Finding(
          "kernel/panic-no-root",
          "the kernel found no root file system",
          "VFS could not mount " + ESCAPE + "root",
          "serial",
          7L,
          70L,
          1.5,
          "",
          "",
          Fault.IMAGE);

  private static Verdict verdict(Outcome outcome, @Nullable Finding primary) {
    return new Verdict(
        Verdict.FORMAT,
        "r",
        "x.yaml",
        outcome,
        primary == null ? null : Fault.IMAGE,
        Stage.KERNEL,
        primary,
        primary == null ? List.of() : List.of(primary),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        null,
        null,
        null,
        null);
  }

  @Test
  void theLinesOfEachRunStandWholeBehindItsLabel() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    SuiteText text = new SuiteText(List.of("spark", "debian-live"), Style.PLAIN, 100);
    Appendable spark = text.lines("spark", out);
    Appendable live = text.lines("debian-live", out);

    spark.append("half a ");
    live.append("one\ntwo\n");
    spark.append("line\n").append("a\nnd", 0, 2);

    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            debian-live  one
            debian-live  two
            spark        half a line
            spark        a
            """);
  }

  @Test
  void inTheEndThereIsALineARun() {
    SuiteText text =
        new SuiteText(List.of("spark", "spark 2", ESCAPE + "other", "late"), Style.PLAIN, 100);

    assertThat(
            text.summary(
                List.of(
                    SuiteText.Ended.with(verdict(Outcome.PASSED, null), 0),
                    SuiteText.Ended.with(verdict(Outcome.FAILED, PANIC), 1),
                    SuiteText.Ended.with(verdict(Outcome.PASSED, null), 0),
                    SuiteText.Ended.without("not started", 130))))
        .isEqualTo(
            """
            4 runs: 1 failed, 1 not started, 2 passed
            ✓ spark         passed                    reached kernel
            ✗ spark 2       failed                    kernel/panic-no-root: VFS could not mount \\x1b[2Jroot
            ✓ \\x1b[2Jother  passed                    reached kernel
            ! late          not started
            """);
  }

  @Test
  void aVerdictStandsBelowTheLabelOfItsRun() {
    SuiteText text = new SuiteText(List.of("spark 2"), Style.PLAIN, 100);

    assertThat(
            text.verdict("spark 2", verdict(Outcome.FAILED, PANIC), Path.of("nowhere"), List.of()))
        .startsWith("\nspark 2\n✗ FAILED  kernel/panic-no-root   the image is at fault\n")
        .endsWith("\n\n")
        .contains("  record  nowhere\n");
  }
}
