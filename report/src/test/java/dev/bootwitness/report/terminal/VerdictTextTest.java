package dev.bootwitness.report.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.base.CharacterWidth;
import dev.bootwitness.record.CheckResult;
import dev.bootwitness.record.Fault;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Outcome;
import dev.bootwitness.record.Stage;
import dev.bootwitness.record.Timing;
import dev.bootwitness.record.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VerdictTextTest {
  private static final Path RECORD = Path.of(".bootwitness/runs/2026-11-22T15-54-30Z-debian-live");

  private static final Finding DETECTION =
      new Finding(
          "storage/detection-error",
          "looking for existing storage failed",
          "pre-nixos could not tell whether /dev/fd0 holds data, so it changed nothing"
              + " (plan-only).",
          "serial",
          412L,
          48_211L,
          88.4,
          "pre-nixos: Storage detection encountered an error; provisioning ran in plan-only mode.",
          "exclude floppy drives from detection, or start the machine without one (machine:"
              + " {floppy: false}).",
          Fault.IMAGE);

  private static final Finding JOURNAL =
      new Finding(
          "storage/detection-error",
          "looking for existing storage failed",
          "",
          "journal",
          null,
          null,
          85.1,
          "pre-nixos[612]: wipefs --no-act --json /dev/fd0: exit 1: probing initialization failed:"
              + " No such device or address",
          "",
          Fault.IMAGE);

  private static final Finding FLOPPY =
      new Finding(
          "kernel/io-error", "I/O errors on a disk", "", "serial", 311L, 1L, 61.0, "", "", null);

  @Test
  void aFailureNamesItsCauseThenItsEvidenceThenWhatToDo() throws Exception {
    assertThat(print(seed(), Style.PLAIN))
        .isEqualTo(
            """
            ✗ FAILED  storage/detection-error   the image is at fault
              pre-nixos could not tell whether /dev/fd0 holds data, so it changed nothing (plan-only).

              serial  88.4 s  line 412   pre-nixos: Storage detection encountered an error; provisioning ran in
                                         plan-only mode.
              journal 85.1 s             pre-nixos[612]: wipefs --no-act --json /dev/fd0: exit 1: probing initi…
              also    kernel/io-error  serial 61.0 s  line 311  I/O errors on a disk

              next    exclude floppy drives from detection, or start the machine without one (machine: {floppy:
                      false}).
              not it  login (root by sudo -i, uid 0 verified, 91.0 s) · network (lan 10.0.2.15)

              checks  1 of 3 passed; storage-status: STATE=plan-only; 1 not run
              time    boot 87.9 s (usual 86.2 s)
              record  .bootwitness/runs/2026-11-22T15-54-30Z-debian-live
            """);
  }

  @Test
  void aPassIsShort() throws Exception {
    Verdict passed =
        verdict(
            Outcome.PASSED,
            null,
            null,
            List.of(),
            List.of(new CheckResult("uname", CheckResult.PASSED, 0.3, "")));
    assertThat(print(passed, Style.PLAIN))
        .isEqualTo(
            """
            ✓ PASSED  reached ready; 1 of 1 checks passed

              time    boot 87.9 s (usual 86.2 s)
              record  .bootwitness/runs/2026-11-22T15-54-30Z-debian-live
            """);
  }

  @Test
  void aBrokenRunSaysThatTheImageIsNotJudged() throws Exception {
    Finding missing =
        new Finding(
            "host/tool-missing",
            "a program is missing",
            "qemu-system-x86_64 is not on PATH (/usr/bin:/bin).",
            "host",
            null,
            null,
            null,
            "",
            "apt-get install qemu-system-x86",
            Fault.HOST);
    Verdict broken = verdict(Outcome.BROKEN, Fault.HOST, missing, List.of(missing), List.of());
    assertThat(print(broken, Style.PLAIN))
        .startsWith(
            """
            ✗ BROKEN  host/tool-missing   the host is at fault; the image was not judged
              qemu-system-x86_64 is not on PATH (/usr/bin:/bin).

              next    apt-get install qemu-system-x86

              time    boot\
            """);
  }

  @Test
  void anInconclusiveRunSaysWhatWouldDecide() throws Exception {
    Verdict unclear =
        new Verdict(
            Verdict.FORMAT,
            "r",
            "s",
            Outcome.INCONCLUSIVE,
            null,
            Stage.INITRD,
            null,
            List.of(FLOPPY),
            List.of(),
            List.of("the journal of pre-nixos.service", "a screenshot: nothing came on ttyS0"),
            List.of(),
            List.of(),
            null,
            null,
            null,
            null);
    assertThat(print(unclear, Style.PLAIN))
        .isEqualTo(
            """
            ? INCONCLUSIVE  reached initrd; the evidence does not decide

              also    kernel/io-error  serial 61.0 s  line 311  I/O errors on a disk

              missing the journal of pre-nixos.service
                      a screenshot: nothing came on ttyS0

              record  .bootwitness/runs/2026-11-22T15-54-30Z-debian-live
            """);
  }

  @Test
  void anInterruptedRunSaysHowFarItCame() throws Exception {
    Finding stopped =
        new Finding(
            "run/interrupted",
            "stopped",
            "SIGINT after 12.0 s.",
            "host",
            null,
            null,
            12.0,
            "",
            "",
            null);
    Verdict interrupted = verdict(Outcome.INTERRUPTED, null, stopped, List.of(stopped), List.of());
    assertThat(print(interrupted, Style.PLAIN))
        .startsWith("! INTERRUPTED  run/interrupted   reached ready\n  SIGINT after 12.0 s.\n");
  }

  @Test
  void colourMarksTheOutcomeAndAddsNothingElse() throws Exception {
    String coloured = print(seed(), new Style(true, true));
    assertThat(coloured)
        .startsWith("\u001b[1;31m✗ FAILED\u001b[0m  \u001b[1mstorage/detection-error\u001b[0m   ");
    assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(print(seed(), Style.PLAIN));
  }

  @Test
  void aTerminalWithoutUnicodeGetsAscii() throws Exception {
    String ascii = print(seed(), new Style(false, false));
    assertThat(ascii.chars()).allMatch(c -> c == '\n' || (c >= ' ' && c < 0x7f));
    assertThat(ascii).startsWith("x FAILED  storage/detection-error");
  }

  @ParameterizedTest
  @EnumSource(Outcome.class)
  void theFullestVerdictFitsOneScreenAndDoesNothingToTheTerminal(Outcome outcome) throws Exception {
    for (String nasty :
        List.of("word ".repeat(5000), "x".repeat(5000), "\u001b[2J\n\r\u202e日".repeat(900))) {
      Finding finding =
          new Finding(nasty, nasty, nasty, nasty, 1L << 40, 1L, 99_999.0, nasty, nasty, null);
      Finding other = new Finding("a/b", nasty, nasty, "serial", 9L, 9L, 9.0, nasty, nasty, null);
      List<String> many = Collections.nCopies(50, nasty);
      for (Finding primary : Arrays.asList(finding, null)) {
        Verdict verdict =
            new Verdict(
                Verdict.FORMAT,
                "r",
                "s",
                outcome,
                Fault.HARNESS,
                Stage.READY,
                primary,
                List.of(finding, other, finding, other, other),
                many,
                many,
                Collections.nCopies(50, new CheckResult(nasty, CheckResult.FAILED, 1, nasty)),
                Collections.nCopies(50, new Verdict.PhaseTime(nasty, 1e9, 1e9)),
                null,
                null,
                "2026-11-22T15-54-30Z-debian-live",
                null);
        for (int columns : new int[] {1, VerdictText.FEWEST_COLUMNS, 80, 100, 1000}) {
          int widest = Math.clamp(columns, VerdictText.FEWEST_COLUMNS, VerdictText.COLUMNS);
          StringBuilder out = new StringBuilder();
          VerdictText.print(verdict, RECORD, Style.PLAIN, columns, out);
          String text = out.toString();
          assertThat(text.lines().count()).isLessThanOrEqualTo(VerdictText.MOST_LINES);
          assertThat(text.lines())
              .allMatch(line -> CharacterWidth.of(line) <= widest)
              .allMatch(line -> line.codePoints().noneMatch(Character::isISOControl));
        }
      }
    }
  }

  @Test
  void whatDoesNotFitBesideTheCauseInANarrowTerminalStandsBelowIt() throws Exception {
    StringBuilder out = new StringBuilder();
    VerdictText.print(seed(), RECORD, Style.PLAIN, VerdictText.FEWEST_COLUMNS, out);

    assertThat(out.toString())
        .startsWith("✗ FAILED  storage/detection-error   the image is at fault\n");
    Finding longer =
        new Finding("storage/" + "x".repeat(30), "t", "d", "serial", 1L, 1L, 1.0, "q", "n", null);
    StringBuilder below = new StringBuilder();
    VerdictText.print(
        verdict(Outcome.FAILED, Fault.IMAGE, longer, List.of(longer), List.of()),
        RECORD,
        Style.PLAIN,
        VerdictText.FEWEST_COLUMNS,
        below);
    assertThat(below.toString())
        .startsWith("✗ FAILED  " + longer.cause() + "\n  the image is at fault\n");
  }

  @Test
  void checksOfWhichNoneWasComeToAreCounted() throws Exception {
    CheckResult notRun = new CheckResult("a", CheckResult.NOT_RUN, 0, "the run did not reach it");
    Verdict panicked =
        verdict(
            Outcome.FAILED, Fault.IMAGE, FLOPPY, List.of(FLOPPY), List.of(notRun, notRun, notRun));

    assertThat(print(panicked, Style.PLAIN)).contains("  checks  none of 3 was run\n");
  }

  @Test
  void aSkippedCheckOfARunThatPassedIsShown() throws Exception {
    Verdict passed =
        verdict(
            Outcome.PASSED,
            null,
            null,
            List.of(),
            List.of(
                new CheckResult("a", CheckResult.PASSED, 1, ""),
                new CheckResult("b", CheckResult.SKIPPED, 0, "no TPM here")));

    assertThat(print(passed, Style.PLAIN))
        .contains("  checks  1 of 2 passed, 1 skipped; b: no TPM here\n");
  }

  @Test
  void whatTookLongerThanUsualIsNamed() throws Exception {
    Timing timing =
        new Timing(
            "debian-live",
            "2026-11-22T15:54:30Z",
            Timing.BOOT,
            false,
            120,
            List.of(),
            null,
            null,
            List.of(
                new Timing.Slower(Timing.Slower.PHASE, "boot", 87.94, 60, 69),
                new Timing.Slower(Timing.Slower.STAGE, "initrd", 30.5, 4.2, 5)),
            List.of());
    Verdict passed = verdict(Outcome.PASSED, null, null, List.of(), List.of(), timing);

    assertThat(print(passed, Style.PLAIN))
        .contains(
            """
              time    all 120.0 s · boot 87.9 s (usual 86.2 s)
              slower  boot 87.9 s, usual 60.0 s · stage initrd 30.5 s, usual 4.2 s
            """);
  }

  private static Verdict seed() {
    return verdict(
        Outcome.FAILED,
        Fault.IMAGE,
        DETECTION,
        List.of(DETECTION, JOURNAL, FLOPPY),
        List.of(
            new CheckResult("uname", CheckResult.PASSED, 0.3, ""),
            new CheckResult("storage-status", CheckResult.FAILED, 0.3, "STATE=plan-only"),
            new CheckResult("vgs", CheckResult.NOT_RUN, 0, "storage-status failed")));
  }

  private static Verdict verdict(
      Outcome outcome,
      @Nullable Fault fault,
      @Nullable Finding primary,
      List<Finding> findings,
      List<CheckResult> checks) {
    return verdict(outcome, fault, primary, findings, checks, null);
  }

  private static Verdict verdict(
      Outcome outcome,
      @Nullable Fault fault,
      @Nullable Finding primary,
      List<Finding> findings,
      List<CheckResult> checks,
      @Nullable Timing timing) {
    return new Verdict(
        Verdict.FORMAT,
        RECORD.getFileName().toString(),
        "bootwitness.yaml",
        outcome,
        fault,
        Stage.READY,
        primary,
        findings,
        outcome == Outcome.FAILED
            ? List.of("login (root by sudo -i, uid 0 verified, 91.0 s)", "network (lan 10.0.2.15)")
            : List.of(),
        List.of(),
        checks,
        List.of(
            new Verdict.PhaseTime("build", 0.1, null), new Verdict.PhaseTime("boot", 87.9, 86.2)),
        null,
        null,
        null,
        timing);
  }

  private static String print(Verdict verdict, Style style) throws IOException {
    StringBuilder out = new StringBuilder();
    VerdictText.print(verdict, RECORD, style, out);
    return out.toString();
  }
}
