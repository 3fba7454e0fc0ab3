package dev.bootwitness.report.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.record.CheckResult;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Fault;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Stage;
import dev.bootwitness.record.StampedEvent;
import dev.bootwitness.record.Usual;
import dev.bootwitness.report.Screen;
import dev.bootwitness.report.terminal.Style;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressViewTest {
  private static final Event.RunStarted STARTED =
      new Event.RunStarted(
          "2026-11-22T15-54-30Z-debian-live",
          "debian-live",
          "examples/debian-live/bootwitness.yaml",
          "0.1",
          "linux");

  private static final Finding FINDING =
      new Finding(
          "kernel/panic-no-root",
          "no root file system",
          "",
          "serial",
          77L,
          0L,
          1.0,
          "Kernel panic",
          "",
          Fault.IMAGE);

  private final Screen screen = new Screen(80);
  private long nanos = 5_000_000_000_000L;
  private final long start = nanos;
  private long seq;

  @Test
  void aTerminalShowsWhatStaysAndRedrawsWhatGoesOn() {
    ProgressView view = terminal(new Style(false, true));
    at(view, 0, STARTED);
    at(view, 0.1, new Event.PhaseStarted("host"));
    at(view, 0.5, new Event.PhaseEnded("host", true, 0.4, "tcg (kvm refused: 2.7 s, tcg 0.1 s)"));
    at(view, 0.6, new Event.PhaseStarted("boot"));
    at(view, 1.0, new Event.PoweredOn());
    at(view, 2.0, new Event.StageReached(Stage.KERNEL, 1, "Linux version"));
    at(view, 3.0, new Event.StageReached(Stage.INITRD, 9, "Loading, please wait"));
    at(view, 9.0, new Event.ConsoleLine(10, 0, "  Starting pre-nixos.service\u001b[2J…"));
    tickAt(view, 42);
    assertThat(screen.text())
        .isEqualTo(
            """
            debian-live · spec examples/debian-live/bootwitness.yaml · run 2026-11-22T15-5…
            ✓ host      tcg (kvm refused: 2.7 s, tcg 0.1 s)                           0.4 s
            ▶ boot      kernel ▸ initrd                                                41 s
                          Starting pre-nixos.service\\x1b[2J…
            """);
    at(view, 50, new Event.PhaseEnded("boot", true, 49.4, ""));
    at(view, 50, new Event.PhaseStarted("check"));
    at(view, 50, new Event.CheckStarted("storage-status"));
    at(view, 50, new Event.Awaiting("STATE=applied", 120));
    tickAt(view, 64.3);
    assertThat(screen.text())
        .endsWith(
            """
            ✓ boot      kernel ▸ initrd                                              49.4 s
            ▶ check     storage-status                                        14 s of 120 s
            """);
    String why = "pre-nixos.service is activating; it waits for the job of sshd.service";
    at(view, 64.5, new Event.Awaiting("storage-status", 120, why));
    assertThat(screen.text())
        .endsWith(
            """
            ▶ check     storage-status                                        14 s of 120 s
                        pre-nixos.service is activating; it waits for the job of sshd.serv…
            """);
    at(
        view,
        65,
        new Event.CheckEnded(
            new CheckResult("storage-status", CheckResult.FAILED, 15, "STATE=plan-only")));
    at(view, 65, new Event.FindingMade(FINDING));
    at(view, 65, new Event.Interrupted("SIGINT"));
    tickAt(view, 66);
    view.close();
    at(view, 67, new Event.PhaseEnded("check", false, 1, "not shown after the end"));
    tickAt(view, 68);
    assertThat(screen.text())
        .endsWith(
            """
            ✗ check     storage-status: STATE=plan-only                              15.0 s
            ! finding   kernel/panic-no-root (serial line 77): no root file system
            ! stopped   by SIGINT
            """);
  }

  @Test
  void whatIsUsualAndWhatRemainsStandBesideAPhaseOfTheSameKind() {
    ProgressView view = terminal(new Style(false, true));
    at(
        view,
        0,
        new Event.UsualTimes(
            List.of(
                usual("kvm", "boot", "boot", 9),
                usual("tcg", "checkpoint", "restore", 5),
                usual("tcg", "boot", "boot", 55))));
    at(view, 0, new Event.AcceleratorChosen("tcg", "", true, 0, List.of(), 4));
    at(view, 1, new Event.PhaseStarted("boot"));
    tickAt(view, 42);
    assertThat(screen.text()).contains("  41 s, usually 55 s, 14 s left\n");
    tickAt(view, 60);
    assertThat(screen.text()).contains("  59 s, usually 55 s\n");
    at(view, 91, new Event.PhaseEnded("boot", true, 90, ""));
    assertThat(screen.text()).endsWith("  90.0 s, usual 55.0 s\n");
  }

  private static Usual usual(String accelerator, String start, String phase, double seconds) {
    return new Usual(
        accelerator,
        start,
        4,
        "before",
        List.of(new Usual.Time(phase, seconds, 1.2 * seconds)),
        List.of());
  }

  @Test
  void aFailureThatIsToleratedIsNoFailure() {
    ProgressView view = terminal(new Style(false, true));
    at(
        view,
        1,
        new Event.CheckEnded(
            new CheckResult("state", CheckResult.QUARANTINED, 0, "no (until 2099-12-31)")));
    assertThat(screen.text()).contains("! check     state: no (until 2099-12-31)");
  }

  @Test
  void aFloodOfLinesIsDrawnTenTimesASecond() {
    ProgressView view = terminal(new Style(false, true));
    at(view, 0, new Event.PhaseStarted("boot"));
    for (int line = 1; line <= 10_000; line++) {
      at(view, line / 10_000.0, new Event.ConsoleLine(line, 0, "line " + line));
    }
    assertThat(screen.writes()).isBetween(5, 12);
    tickAt(view, 1.2);
    assertThat(screen.text()).endsWith("line 10000\n");
  }

  @Test
  void nothingIsDrawnWhenNothingChanged() {
    ProgressView view = terminal(new Style(false, true));
    at(view, 0, new Event.PhaseStarted("boot"));
    tickAt(view, 1.0);
    int writes = screen.writes();
    for (int i = 1; i < 10; i++) {
      tickAt(view, 1.0 + i / 11.0);
    }
    assertThat(screen.writes()).isEqualTo(writes);
  }

  @Test
  void hostileLinesNeverReachTheTerminalOrTheNextRow() {
    ProgressView view = terminal(new Style(false, true));
    at(view, 0, new Event.PhaseStarted("build\u001b[2J"));
    for (int c = 0; c < 0x300; c++) {
      at(view, c, new Event.ToolOutput("build", ("" + (char) c + "日").repeat(500)));
    }
    assertThat(screen.text().lines().count()).isEqualTo(2);
  }

  @Test
  void aStepOfTheBuildIsShownWithItsPercentageAndItsUsualTime() {
    StringBuilder out = new StringBuilder();
    ProgressView view = new PlainProgress(out, Style.PLAIN, () -> nanos);
    at(view, 0, STARTED);
    at(view, 0, new Event.UsualTimes(List.of(usual("tcg", "boot", "build: squashfs", 94))));
    at(view, 0.1, new Event.PhaseStarted("build"));
    at(view, 1, new Event.BuildStep("squashfs", "live", 27));
    at(view, 1.1, new Event.ToolOutput("build", "live> [==   ] 27/100  27%"));
    tickAt(view, 12);
    assertThat(out).contains("  build 11 s: squashfs 27 %, usually 94 s · live> [==   ]");
    at(view, 13, new Event.BuildStep("iso", "", -1));
    tickAt(view, 24);
    assertThat(out).contains("  build 23 s: iso · live> ");
  }

  @Test
  void aPlainOutputGetsALineAPhaseAndStageAndSignsOfLife() {
    StringBuilder out = new StringBuilder();
    ProgressView view = new PlainProgress(out, Style.PLAIN, () -> nanos);
    at(view, 0, STARTED);
    at(view, 0.1, new Event.PhaseStarted("build"));
    for (int i = 1; i <= 50; i++) {
      at(view, i / 2.0, new Event.ToolOutput("build", "step " + i + "\r"));
    }
    tickAt(view, 31);
    tickAt(view, 35);
    at(view, 36, new Event.PhaseEnded("build", true, 35.9, "image 7f3a90c1"));
    tickAt(view, 60);
    at(view, 60, new Event.PhaseStarted("boot"));
    at(view, 61, new Event.PoweredOn());
    at(view, 63.1, new Event.StageReached(Stage.KERNEL, 1, ""));
    at(view, 70, new Event.PhaseEnded("boot", false, 10, "stopped at the kernel"));
    at(view, 70, new Event.PhaseStarted("check"));
    at(view, 70, new Event.CheckStarted("uname"));
    at(view, 73, new Event.Awaiting("uname", 60, "a.service is activating"));
    at(view, 74, new Event.Awaiting("uname", 60, "b.service is activating"));
    tickAt(view, 84);
    view.close();
    assertThat(out)
        .hasToString(
            """
            debian-live · spec examples/debian-live/bootwitness.yaml · run 2026-11-22T15-54-30Z
              build 10 s: step 21\\x0d
              build 20 s: step 41\\x0d
              build 30 s: step 50\\x0d
            ✓ build     image 7f3a90c1                                                                35.9 s
              boot      kernel                                                                         2.1 s
            ✗ boot      stopped at the kernel                                                         10.0 s
              check uname 3 s: a.service is activating
              check uname 14 s: b.service is activating
            """);
  }

  @Test
  void aTerminalWithoutUnicodeGetsAscii() {
    ProgressView view = terminal(new Style(false, false));
    at(view, 0, STARTED);
    at(view, 0, new Event.PhaseStarted("boot"));
    at(view, 1, new Event.StageReached(Stage.KERNEL, 1, ""));
    at(view, 2, new Event.StageReached(Stage.INITRD, 1, ""));
    at(view, 3, new Event.ConsoleLine(1, 0, "● unit"));
    at(view, 3, new Event.ConsoleLine(2, 0, "~bw449b823a e~")); // our own agent's
    assertThat(screen.text())
        .contains("> boot      kernel > initrd", "? unit", " - run ")
        .matches("[\\x00-\\x7f]*");
  }

  @Test
  void aClosedPipeSilencesTheViewAndNothingElse() {
    int[] attempts = {0};
    Appendable broken =
        new Appendable() {
          @Override
          public Appendable append(CharSequence text) throws IOException {
            attempts[0]++;
            throw new IOException("Broken pipe");
          }

          @Override
          public Appendable append(CharSequence text, int from, int to) throws IOException {
            return append(text);
          }

          @Override
          public Appendable append(char c) throws IOException {
            return append("");
          }
        };
    try (ProgressView view = ProgressView.start(broken, Style.PLAIN, false, () -> 80)) {
      at(view, 0, STARTED);
      at(view, 1, new Event.PhaseEnded("host", true, 1, ""));
    }
    assertThat(attempts[0]).isEqualTo(1);
  }

  private ProgressView terminal(Style style) {
    return new TerminalProgress(screen, style, () -> 80, () -> nanos);
  }

  private void at(ProgressView view, double seconds, Event event) {
    nanos = start + (long) (seconds * 1e9);
    view.on(new StampedEvent(++seq, nanos - start, Instant.EPOCH, event));
  }

  private void tickAt(ProgressView view, double seconds) {
    nanos = start + (long) (seconds * 1e9);
    view.tick();
  }
}
