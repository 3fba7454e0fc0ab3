package dev.bootwitness.report.ci;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.record.Fault;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Outcome;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.record.Stage;
import dev.bootwitness.record.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CiOutputTest {

  @TempDir Path folder;

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();

  private static Verdict verdict(Outcome outcome, @Nullable Finding primary) {
    return new Verdict(
        Verdict.FORMAT,
        "2026-11-30T15-54-30Z-iso",
        "specs/iso/bootwitness.yaml",
        outcome,
        outcome == Outcome.PASSED ? null : Fault.IMAGE,
        Stage.READY,
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

  private static Finding unit(String channel, String quote, String advice) {
    return new Finding(
        "systemd/unit-failed",
        "a unit failed",
        "ssh.service failed to start",
        "ssh.service",
        channel,
        412L,
        0L,
        null,
        quote,
        advice,
        Fault.IMAGE);
  }

  private String github(Verdict verdict, String console) throws IOException {
    Path summary = folder.resolve("summary.md");
    RunDirectory record = RunDirectory.open(folder);
    Files.writeString(record.serialText(), console);
    new CiOutput(
            CiSystem.GITHUB,
            Map.of("GITHUB_STEP_SUMMARY", summary.toString()),
            new PrintStream(log, true, StandardCharsets.UTF_8))
        .ended(verdict, record);
    return Files.readString(summary);
  }

  private String printed() {
    return log.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aFailureIsASummaryWithItsEvidenceAndOneAnnotation() throws IOException {
    String summary =
        github(
            verdict(
                Outcome.FAILED,
                unit(
                    "serial", "[FAILED] Failed to start ssh.service", "Read `journalctl -u ssh`.")),
            "one\ntwo\n");

    assertThat(summary)
        .isEqualTo(
            """
            ### ✗ `specs/iso/bootwitness.yaml` `systemd/unit-failed` `ssh.service`

            ssh.service failed to start

            | where | what |
            |---|---|
            | serial line 412 | `[FAILED] Failed to start ssh.service` |
            | next | Read `journalctl -u ssh`. |

            the image is at fault · record `2026-11-30T15-54-30Z-iso`, with report.html

            <details><summary>Console, last 2 lines</summary>

            ```text
            one
            two
            ```

            </details>

            """);
    assertThat(printed())
        .isEqualTo(
            "::error file=specs/iso/bootwitness.yaml,title=specs/iso/bootwitness.yaml%3A"
                + " systemd/unit-failed::ssh.service failed to start%0ARead `journalctl -u ssh`.\n");
  }

  @Test
  void aPassIsALineAndNoAnnotation() throws IOException {
    assertThat(github(verdict(Outcome.PASSED, null), "login:"))
        .startsWith("### ✓ `specs/iso/bootwitness.yaml` passed\n\nreached ready · record ")
        .doesNotContain("Console");
    assertThat(printed()).isEmpty();
  }

  @Test
  void aMistakeInTheSpecIsAnnotatedAtItsLine() throws IOException {
    var _ = github(verdict(Outcome.BROKEN, unit("spec", "x", "")), "");

    assertThat(printed()).startsWith("::error file=specs/iso/bootwitness.yaml,line=412,title=");
  }

  @Test
  void severalRunsAddToTheSummaryUntilItIsFull() throws IOException {
    Files.writeString(folder.resolve("summary.md"), "x".repeat(899 << 10));
    assertThat(github(verdict(Outcome.PASSED, null), "")).contains("x### ");
    Files.writeString(folder.resolve("summary.md"), "x".repeat(900 << 10));
    assertThat(github(verdict(Outcome.PASSED, null), "")).endsWith("x");
  }

  @Test
  void whatAGuestPrintsIsNoCommandAndNoMarkup() throws IOException {
    String hostile = "::stop-commands::x\u001b[2J\n```\n</details><script>|`x`\n::error::y";
    String summary = github(verdict(Outcome.FAILED, unit("serial", hostile, hostile)), hostile);

    assertThat(printed().lines()).hasSize(1);
    assertThat(summary).doesNotContain("\u001b").contains("````text\n");
    assertThat(summary.lines().filter(line -> line.startsWith("| "))).hasSize(3);
  }

  @Test
  void gitlabGetsAFoldedSection() throws IOException {
    RunDirectory record = RunDirectory.open(folder);
    Files.writeString(record.serialText(), "a\u001b[31mb\n");
    new CiOutput(CiSystem.GITLAB, Map.of(), new PrintStream(log, true, StandardCharsets.UTF_8))
        .ended(verdict(Outcome.PASSED, null), record);

    assertThat(printed().replaceAll(":\\d+:", ":T:"))
        .startsWith(
            "\033[0Ksection_start:T:console_2026-11-30T15-54-30Z-iso[collapsed=true]\r\033[0KConsole of ")
        .endsWith("\n\033[0Ksection_end:T:console_2026-11-30T15-54-30Z-iso\r\033[0K\n")
        .doesNotContain("\u001b[31m");
  }

  @Test
  void theSystemIsRecognisedByItsVariable() {
    assertThat(CiSystem.recognised(Map.of("GITHUB_ACTIONS", "true"))).isEqualTo(CiSystem.GITHUB);
    assertThat(CiSystem.recognised(Map.of("GITLAB_CI", "true"))).isEqualTo(CiSystem.GITLAB);
    assertThat(CiSystem.recognised(Map.of())).isEqualTo(CiSystem.NONE);
  }
}
