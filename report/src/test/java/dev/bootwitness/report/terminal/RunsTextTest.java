package dev.bootwitness.report.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.base.CharacterWidth;
import dev.bootwitness.record.Outcome;
import dev.bootwitness.report.history.LedgerEntry;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunsTextTest {

  @Test
  void aRunIsALineWithItsCause() {
    assertThat(
            RunsText.of(
                List.of(
                    run("debian-live", Outcome.PASSED, 99.25, ""),
                    run("spark", Outcome.FAILED, 4.5, "kernel/panic-no-root")),
                Style.PLAIN,
                100))
        .isEqualTo(
            """
            2026-11-22T15-54-30Z-debian-live  ✓ passed       99.3 s
            2026-11-22T15-54-30Z-spark        ✗ failed       4.5 s        kernel/panic-no-root
            """);
  }

  @Test
  void whatAGuestOrASpecSaysDoesNothingToTheTerminalAndALineStaysALine() {
    String text =
        RunsText.of(
            List.of(run("\u001b[2J\n\u202e日本", Outcome.FAILED, 1, "\u001b]0;x\u0007".repeat(99))),
            Style.PLAIN,
            80);

    assertThat(text.lines()).hasSize(1).allMatch(line -> CharacterWidth.of(line) <= 80);
    assertThat(text.strip().codePoints()).noneMatch(Character::isISOControl);
  }

  @Test
  void linesOfJsonAreAsciiOnly() {
    String json = RunsText.json(List.of(run("日\u009b\u202e", Outcome.PASSED, 1, "")));

    assertThat(json).endsWith("\n").startsWith("{\"bootwitness\":1,\"run\":\"2026-");
    assertThat(json.strip().chars()).allMatch(c -> c >= ' ' && c < 0x7f);
  }

  @Test
  void noRunsIsASentence() {
    assertThat(RunsText.of(List.of(), Style.PLAIN, 80)).isEqualTo("No runs.\n");
  }

  private static LedgerEntry run(String name, Outcome outcome, double seconds, String cause) {
    return new LedgerEntry(
        "2026-11-22T15-54-30Z-" + name,
        name,
        "x.yaml",
        "2026-11-22T15:54:30.123Z",
        outcome,
        null,
        cause,
        "",
        "tcg",
        "boot",
        "",
        false,
        seconds,
        List.of(),
        List.of(),
        List.of(),
        null);
  }
}
