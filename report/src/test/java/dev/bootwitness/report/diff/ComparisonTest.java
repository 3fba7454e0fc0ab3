package dev.bootwitness.report.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bootwitness.record.CheckResult;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.record.Stage;
import dev.bootwitness.report.story.TestRecord;
import dev.bootwitness.report.terminal.Style;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class ComparisonTest {

  @TempDir Path folder;
  private int runs;

  /** Puts more into a run of one boot before it ends. */
  @FunctionalInterface
  private interface More {
    void into(TestRecord record) throws IOException;
  }

  @Test
  void numbersTimesAndCharactersLostOnTheLineMakeNoDifference() throws Exception {
    RunDirectory a =
        run(
            1,
            r -> {
              r.printed(3, "[    0.804532] x86/fpu: Enabled xstate features, size is 2696 bytes");
              r.printed(3.1, "[    0.900000] tsc: Refined calibration: 2596.1 MHz");
              r.printed(6, "[  OK  ] Started ssh.service - OpenSSH.");
              r.printed(6.1, "[  OK  ] Started cron.service - Cron.");
            });
    RunDirectory b =
        run(
            1,
            r -> {
              r.printed(3, "[    0.534020] x86/fpu: Enabld xstate features, size is 512 bytes");
              r.printed(6, "[  OK  ] Started cron.service - Cron.");
              r.printed(6.1, "[  OK  ] Started ssh.service - OpenSSH.");
            });

    Comparison comparison = Comparison.of(a, b);

    assertThat(comparison.text(Style.PLAIN, true))
        .first()
        .isEqualTo("= SAME  no difference that matters");
    assertThat(comparison.same()).isTrue();
  }

  @Test
  void theFirstDivergenceIsTheLineThatOnlyOneSays() throws Exception {
    RunDirectory a = run(1, r -> r.printed(6, "[  OK  ] Started ssh.service - OpenSSH."));
    RunDirectory b =
        run(
            1,
            r -> {
              r.printed(4, "[    2.000000] EXT4-fs error (device vda1): bad block 17");
              r.printed(6, "[FAILED] Failed to start ssh.service - OpenSSH.");
            });

    List<String> text = Comparison.of(a, b).text(Style.PLAIN, false);

    assertThat(text.getFirst()).isEqualTo("≠ DIFFERENT  first in log, 2.8 s");
    assertThat(text.get(1)).contains("only B says:", "EXT4-fs error (device vda1): bad block 17");
    assertThat(text)
        .anySatisfy(l -> assertThat(l).contains("units", "- A line", "Started ssh.service"))
        .anySatisfy(l -> assertThat(l).contains("+ B line", "Failed to start ssh.service"));
    assertThat(text).hasSizeLessThan(24).allSatisfy(l -> assertThat(l.length()).isLessThan(101));
  }

  @Test
  void whatAMachineIsGivenComesFirst() throws Exception {
    RunDirectory a = run(1, r -> {});
    RunDirectory b =
        run(
            2,
            r -> {
              r.printed(4, "kernel BUG at mm/slub.c:1");
            });

    List<String> text = Comparison.of(a, b).text(Style.PLAIN, false);

    assertThat(text.getFirst()).isEqualTo("≠ DIFFERENT  first in machine");
    assertThat(String.join("\n", text)).contains("- option: -m 1024M", "+ option: -m 2048M");
  }

  @Test
  void whatTakesMuchLongerThanTheRestOfTheBootIsADifference() throws Exception {
    RunDirectory a =
        run(
            1,
            r -> {
              r.printed(6, "Begin: waiting for the network");
              r.printed(7, "done waiting");
            });
    RunDirectory b =
        run(
            1,
            r -> {
              r.printed(6, "Begin: waiting for the network");
              r.printed(97, "done waiting");
            });

    assertThat(Comparison.of(a, b).text(Style.PLAIN, false).get(1))
        .contains("later in B", "done waiting");
  }

  @Test
  void aCheckThatFailsIsToldWithWhatItSaid() throws Exception {
    RunDirectory a = run(1, r -> r.check(11, check("disk", true, ""), "true", ""));
    RunDirectory b = run(1, r -> r.check(11, check("disk", false, "no /dev/vdb"), "false", ""));

    assertThat(Comparison.of(a, b).text(Style.PLAIN, false).get(1))
        .isEqualTo("  disk: passed -> failed: no /dev/vdb");
  }

  @Test
  void aRecordThatEndsEarlyIsComparedAsFarAsItGoes() throws Exception {
    RunDirectory a = run(1, r -> {});
    RunDirectory b;
    try (TestRecord record = new TestRecord(folder, "killed")) {
      record.event(1.2, new Event.PoweredOn());
      record.printed(2.2, "[    0.000000] Linux version 6.1.0");
      record.event(2.2, new Event.StageReached(Stage.KERNEL, 1, "Linux version 6.1.0"));
      b = record.directory();
    }
    Files.writeString(b.events(), Files.readString(b.events()) + "{\"seq\":");

    String text = String.join("\n", Comparison.of(a, b).text(Style.PLAIN, false));

    assertThat(text)
        .contains(
            "DIFFERENT", "userspace", "missing   B: the last line of events.jsonl is cut off");
    assertThatThrownBy(() -> Comparison.of(a, new RunDirectory(folder.resolve("none"))))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void aCloneHasTheBootOfTheRunThatBootedIt() throws Exception {
    RunDirectory boot = run(1, r -> {});
    RunDirectory clone;
    try (TestRecord record = new TestRecord(folder, "clone")) {
      record.event(
          0.1,
          new Event.MachineStarted(
              1,
              "7.2",
              "tcg",
              List.of(
                  "qemu",
                  "-m",
                  "1024M",
                  "-nodefaults",
                  "-chardev",
                  "socket,path=/tmp/bw-1-1/serial0",
                  "-incoming",
                  "defer")));
      record.event(0.2, new Event.PoweredOn());
      record.event(
          0.3,
          new Event.Restored(
              boot.id(),
              boot.path().toString(),
              "2026-11-22T15:54:30Z",
              9,
              "root",
              List.of(),
              List.of()));
      record.event(0.4, new Event.StageReached(Stage.READY, 0, "restored"));
      record.ended(1);
      clone = record.directory();
    }

    Comparison comparison = Comparison.of(boot, clone);

    assertThat(comparison.text(Style.PLAIN, true))
        .anySatisfy(l -> assertThat(l).contains("booted by " + boot.id()));
    assertThat(comparison.json()).doesNotContain("\"stages\"", "\"machine\"");
  }

  @Test
  void hostileLinesDoNothingInAnyForm() throws Exception {
    RunDirectory a = run(1, r -> {});
    RunDirectory b =
        run(1, r -> r.printed(6, "error <script>alert(1)</script> \u001b[31m\u202e & \"q\""));

    Comparison comparison = Comparison.of(a, b);

    assertThat(comparison.html())
        .contains("&lt;script&gt;alert(1)", "default-src &#39;none&#39;")
        .doesNotContain("<script", "\u001b", "\u202e", "http:", "https:");
    assertThat(String.join("\n", comparison.text(Style.PLAIN, true)))
        .doesNotContain("\u001b", "\u202e");
    assertThat(JsonMapper.builder().build().readTree(comparison.json()).get("same").asBoolean())
        .isFalse();
  }

  @Test
  void linesWithoutEventsAreComparedToo() throws Exception {
    RunDirectory a = run(1, r -> {});
    RunDirectory b = run(1, r -> {});
    Files.writeString(b.serialText(), Files.readString(b.serialText()) + "a segfault at 0x17\n");

    assertThat(Comparison.of(a, b).text(Style.PLAIN, false).get(1)).contains("a segfault at 0x17");
  }

  /** Lines may be lost, doubled or mixed up; nothing may break, and a run equals itself. */
  @Test
  void anyLogEqualsItself() throws Exception {
    Random random = new Random(6);
    RunDirectory a =
        run(
            1,
            r -> {
              for (int i = 0; i < 300; i++) {
                byte[] bytes = new byte[random.nextInt(40)];
                random.nextBytes(bytes);
                r.printed(
                    3 + i * 0.01,
                    new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1)
                        .replace('\n', ' '));
              }
            });

    assertThat(Comparison.of(a, a).same()).isTrue();
  }

  private RunDirectory run(int gigabytes, More more) throws IOException {
    try (TestRecord record = new TestRecord(folder, "run" + runs++)) {
      record.event(1, new Event.PhaseStarted("boot"));
      record.event(
          1.1,
          new Event.MachineStarted(
              42,
              "7.2",
              "tcg",
              List.of(
                  "qemu",
                  "-m",
                  gigabytes * 1024 + "M",
                  "-nodefaults",
                  "-chardev",
                  "socket,path=/tmp/bw-" + runs + "-77/serial0")));
      record.event(1.2, new Event.PoweredOn());
      long kernel = record.printed(2.2, "[    0.000000] Linux version 6.1.0 (gcc)");
      record.event(2.2, new Event.StageReached(Stage.KERNEL, kernel, "Linux version 6.1.0"));
      record.printed(2.3, "[    0.000000] Command line: quiet console=ttyS0");
      more.into(record);
      record.event(99, new Event.StageReached(Stage.USERSPACE, 0, "Welcome"));
      record.event(100, new Event.StageReached(Stage.LOGIN, 0, "login:"));
      record.event(100, new Event.PhaseEnded("boot", true, 99, "login:"));
      record.event(101, new Event.StageReached(Stage.READY, 0, "root"));
      record.ended(120);
      return record.directory();
    }
  }

  private static CheckResult check(String name, boolean passed, String message) {
    return new CheckResult(name, passed ? CheckResult.PASSED : CheckResult.FAILED, 1, message);
  }
}
