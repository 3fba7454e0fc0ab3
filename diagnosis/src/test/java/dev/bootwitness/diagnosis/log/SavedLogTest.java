package dev.bootwitness.diagnosis.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SavedLogTest {

  @TempDir Path folder;

  private static final String CONSOLE =
      "[    0.000000] Linux version 6.1.0\r\n\u00e9[    1.5] x\r\nvm login: ";

  /** All lines of a log, and its form. */
  private static final class Told implements LogListener {
    final List<LogLine> lines = new ArrayList<>();
    @Nullable LogForm form;

    @Override
    public int line(LogLine line) {
      lines.add(line);
      return 1;
    }

    @Override
    public @Nullable LineFilter filter() {
      return null;
    }

    List<String> texts() {
      return lines.stream().map(LogLine::text).toList();
    }

    JournalEntry entry(int i) {
      return Objects.requireNonNull(lines.get(i).entry());
    }
  }

  private static Told read(byte[] log) throws IOException {
    var told = new Told();
    told.form = SavedLog.read(new ByteArrayInputStream(log), form -> told);
    return told;
  }

  private static Told read(String log) throws IOException {
    return read(log.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void gzipIsTakenOff() throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(CONSOLE.getBytes(StandardCharsets.UTF_8));
    }

    assertThat(read(packed.toByteArray()).texts()).isEqualTo(read(CONSOLE).texts());
  }

  @Test
  void gzipThatWasCutOffEndsThere() throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(CONSOLE.getBytes(StandardCharsets.UTF_8));
    }
    byte[] whole = packed.toByteArray();

    assertThat(read(Arrays.copyOf(whole, whole.length - 9)).texts())
        .first()
        .isEqualTo("[    0.000000] Linux version 6.1.0");
  }

  /** Made with the programs of Debian 12: the same line in each. */
  @ParameterizedTest
  @CsvSource({
    "xz, .xz",
    "zstd, .zst",
    "bzip2, .bz2",
  })
  void otherCompressionsAreTakenOff(String program, String suffix) throws Exception {
    Path plain = Files.writeString(folder.resolve("log"), CONSOLE.repeat(200));
    Process packing = new ProcessBuilder(program, "-q", "-k", plain.toString()).start();
    assertThat(packing.waitFor()).isZero();
    Path packed = folder.resolve("log" + suffix);
    byte[] whole = Files.readAllBytes(packed);

    assertThat(read(whole).texts()).isEqualTo(read(CONSOLE.repeat(200)).texts());
    // A part that was cut off has no lines, or the first ones; it is no error of the reader's.
    assertThat(read(Arrays.copyOf(whole, whole.length - 3)).texts()).hasSizeLessThanOrEqualTo(600);
  }

  @Test
  void whatIsPackedTooOftenIsRefused() throws IOException {
    byte[] bytes = CONSOLE.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 6; i++) {
      var packed = new ByteArrayOutputStream();
      try (var gzip = new GZIPOutputStream(packed)) {
        gzip.write(bytes);
      }
      bytes = packed.toByteArray();
    }
    byte[] nested = bytes;

    assertThatThrownBy(() -> read(nested)).hasMessageContaining("compressed more than 4 times");
  }

  @Test
  void firmwaresArrowsAreNoQuote() throws IOException {
    assertThat(read(">>Start PXE over IPv4.\n>>Start HTTP Boot over IPv4.\n").texts())
        .first()
        .isEqualTo(">>Start PXE over IPv4.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
  void utf16IsReadByItsMark(String charset) throws IOException {
    byte[] log = ("\ufeff" + CONSOLE.repeat(9_000)).getBytes(Charset.forName(charset));

    assertThat(read(log).texts()).isEqualTo(read(CONSOLE.repeat(9_000)).texts());
  }

  @ParameterizedTest
  @CsvSource({
    "504B03041400, zip archive",
    "4C504B5348485248, journalctl --file",
    "7F454C460201, program",
    "000000000000, not text",
  })
  void whatIsNoLogSaysWhatToDo(String bytes, String advice) {
    assertThatThrownBy(() -> read(java.util.HexFormat.of().parseHex(bytes)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(advice);
  }

  @Test
  void zerosOfALineThatIsSwitchedOnAreNoReason() throws IOException {
    assertThat(read("\0\0\0" + CONSOLE).texts()).isEqualTo(read(CONSOLE).texts());
  }

  @Test
  void anEmptyLogHasNoLines() throws IOException {
    assertThat(read("").lines).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        {"_TRANSPORT":"kernel","__MONOTONIC_TIMESTAMP":"1500000","MESSAGE":"Linux version 6","__CURSOR":"s"}
        {"SYSLOG_IDENTIFIER":"systemd","_PID":"1","__REALTIME_TIMESTAMP":"1","MESSAGE":[97,10,98]}
        {"SYSLOG_IDENTIFIER":"cut off
        """,
        """
        {
        \t"_TRANSPORT" : "kernel",
        \t"__MONOTONIC_TIMESTAMP" : "1500000",
        \t"MESSAGE" : "Linux version 6"
        }
        {
        \t"SYSLOG_IDENTIFIER" : "systemd",
        \t"_PID" : "1",
        \t"MESSAGE" : [ 97, 10, 98 ]
        }
        """,
      })
  void aJournalInJsonIsRead(String json) throws IOException {
    Told told = read(json);

    assertThat(told.form).isEqualTo(LogForm.JOURNAL_JSON);
    assertThat(told.texts()).containsExactly("Linux version 6", "a", "b");
    assertThat(told.lines.getFirst().seconds()).isEqualTo(1.5);
    assertThat(told.entry(0).byKernel()).isTrue();
    assertThat(told.entry(2).byInit()).isTrue();
  }

  /** As in a file with two journals. */
  @Test
  void anEntryThatIsCutOffTakesNoOtherAlong() throws IOException {
    Told told =
        read(
            """
            {"_TRANSPORT":"kernel","MESSAGE":"Linux version 6"}
            {"_TRANSPORT":"kernel","MESSAGE":"cut o
            {"_TRANSPORT":"kernel","MESSAGE":"Kernel panic"}
            """);

    assertThat(told.texts()).containsExactly("Linux version 6", "Kernel panic");
    assertThat(told.lines.getLast().number()).isEqualTo(3);
  }

  @Test
  void aMessageNestedWithoutEndIsPassedOver() throws IOException {
    String before = "- {\"dt\": \"2026-11-25T10:00:00.000000\", \"lvl\": \"target\", \"msg\": ";
    Told told =
        read(
            before
                + "\"one "
                + "[".repeat(200)
                + "\"}\n"
                + before
                + "[".repeat(200_000)
                + "}\n"
                + before
                + "\"two\"}\n");

    assertThat(told.form).isEqualTo(LogForm.LAVA);
    assertThat(told.texts()).containsExactly("one " + "[".repeat(200), "two");
  }

  /** More than systemd itself takes; what comes then is not kept in memory. */
  @Test
  void anEntryOfFieldsWithoutEndIsReadToItsEnd() throws IOException {
    StringBuilder log =
        new StringBuilder("__REALTIME_TIMESTAMP=1\n_TRANSPORT=kernel\nMESSAGE=Linux version 6\n");
    for (int i = 0; i < 5000; i++) {
      log.append("F").append(i).append("=x\n");
    }
    Told told = read(log + "\n__REALTIME_TIMESTAMP=2\nMESSAGE=next\n\n");

    assertThat(told.form).isEqualTo(LogForm.JOURNAL_EXPORT);
    assertThat(told.texts()).containsExactly("Linux version 6", "next");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        - {"dt": "2026-11-25T10:00:00.000000", "lvl": "info", "msg": "start: 0 validate"}
        - {"dt": "2026-11-25T10:00:01.500000", "lvl": "target", "msg": "\\u001b[1mvm\\u001b[0m: up"}
        - {"dt": "2026-11-25T10:00:02.000000", "lvl": "results", "msg": {"case": "boot"}}
        - {"dt": "2026-11-25T10:02:00.000000", "lvl": "exception", "msg": "login-action timed out after 117 seconds"}
        """,
        """
        - {dt: '2026-11-25T10:00:00.000000', lvl: info, msg: 'start: 0 validate'}
        - {dt: '2026-11-25T10:00:01.500000', lvl: target, msg: 'vm: up'}
        - {dt: '2026-11-25T10:02:00.000000', lvl: exception, msg: login-action timed out after 117 seconds}
        - {dt: '2026-11-25T10:02:00
        """,
      })
  void ofAJobsLogTheTargetAndTheEndAreTold(String log) throws IOException {
    Told told = read(log);

    assertThat(told.form).isEqualTo(LogForm.LAVA);
    assertThat(told.texts()).containsExactly("vm: up", "login-action timed out after 117 seconds");
    assertThat(told.lines).extracting(LogLine::seconds).containsExactly(1.5, 120.0);
    assertThat(told.lines.getFirst().number()).isEqualTo(2);
  }

  @Test
  void aTimeBehindACarriageReturnIsNoTextAndMovesNoOffset() throws IOException {
    String time = "2026-11-25T10:00:00.123Z ";
    String head = (time + "x\n").repeat(20);
    Told told = read(head + time + "\u001b[?2004l\r" + time + "$ true\n");

    LogLine last = told.lines.getLast();
    assertThat(last.text()).isEqualTo("$ true");
    assertThat(last.offset())
        .isEqualTo(head.length() + 2L * time.length() + "\u001b[?2004l\r".length());
  }

  @Test
  void theMachineThatATestDriverNamesIsTold() throws IOException {
    Told told =
        read(
            """
            left # [    0.000000] Linux version 6
            right # [    0.000000] Linux version 6
            left: must succeed: true
            right # login:
            """);

    assertThat(told.lines)
        .extracting(LogLine::machine)
        .containsExactly("left", "right", "", "right");
    assertThat(told.texts().getLast()).isEqualTo("login:");
  }
}
