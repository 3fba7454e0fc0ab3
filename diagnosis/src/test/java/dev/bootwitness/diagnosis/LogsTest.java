package dev.bootwitness.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bootwitness.base.yaml.DataFileException;
import dev.bootwitness.diagnosis.catalogue.Cause;
import dev.bootwitness.diagnosis.catalogue.Causes;
import dev.bootwitness.diagnosis.catalogue.Pack;
import dev.bootwitness.diagnosis.catalogue.Packs;
import dev.bootwitness.diagnosis.rules.RuleSet;
import dev.bootwitness.diagnosis.verdict.Explanation;
import dev.bootwitness.record.Outcome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Saved logs of many systems and forms, each named by the cause to blame: {@code
 * family_cause.situation.log}; {@code none} where nothing is. Their texts are those of the kernel,
 * systemd, initramfs-tools, dracut, mkinitcpio, NixOS, Alpine, GRUB, SYSLINUX, EDK2, QEMU.
 */
class LogsTest {
  private static Path folder() throws URISyntaxException {
    return Path.of(Objects.requireNonNull(LogsTest.class.getResource("logs")).toURI());
  }

  /** The checkout's packs; tests run in the module's folder. */
  private static final Path PACKS = Path.of("../packs");

  /** The general logs by name, and those of the packs by {@code pack/name}. */
  static Stream<String> logs() throws IOException, URISyntaxException {
    var names = new ArrayList<>(logs(folder(), ""));
    for (Pack pack : Packs.bundled()) {
      names.addAll(logs(PACKS.resolve(pack.name()).resolve("logs"), pack.name() + "/"));
    }
    return names.stream();
  }

  private static List<String> logs(Path folder, String prefix) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> prefix + file.getFileName())
          .filter(name -> name.endsWith(".log"))
          .sorted()
          .toList();
    }
  }

  private static Path file(String name) throws URISyntaxException {
    int slash = name.indexOf('/');
    return slash < 0
        ? folder().resolve(name)
        : PACKS
            .resolve(name.substring(0, slash))
            .resolve("logs")
            .resolve(name.substring(slash + 1));
  }

  static String wanted(String name) {
    int begin = name.indexOf('/') + 1;
    return name.substring(begin, name.indexOf('.')).replaceFirst("_", "/");
  }

  private static Explanation explain(String name) throws IOException, URISyntaxException {
    try (InputStream in = Files.newInputStream(file(name))) {
      return LogExplainer.explain(in, RuleSet.bundled());
    }
  }

  private static Explanation explainText(String text) throws IOException {
    return LogExplainer.explain(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), RuleSet.bundled());
  }

  @ParameterizedTest
  @MethodSource("logs")
  void thePrimaryCauseIsThatOfTheName(String name) throws IOException, URISyntaxException {
    var primary = explain(name).primary();

    assertThat(primary == null ? "none" : primary.cause()).isEqualTo(wanted(name));
  }

  /** In an export, the line ends are part of the format. */
  @ParameterizedTest
  @MethodSource("logs")
  void lineEndsDoNotMatter(String name) throws IOException, URISyntaxException {
    if (name.endsWith(".export.log")) {
      return;
    }
    String text = Files.readString(file(name), StandardCharsets.UTF_8);
    var primary = explainText(text.replace("\r\n", "\n").replace("\n", "\r\r\n")).primary();

    assertThat(primary == null ? "none" : primary.cause()).isEqualTo(wanted(name));
  }

  /** Every cause that a log can show is shown by one. */
  @Test
  void everyCauseALogCanShowHasALog() throws IOException, URISyntaxException {
    Set<String> shown = logs().map(LogsTest::wanted).collect(Collectors.toSet());
    Set<String> cannot =
        Set.of(
            "host/checkpoint-missing",
            "host/checkpoint-damaged",
            "host/checkpoint-failed",
            "host/disk-full",
            "host/no-room",
            "host/record-lost",
            "host/unwritable",
            "loader/long-countdown",
            "console/serial-not-last",
            "host/qemu-stalled",
            "kernel/sysrq-refused",
            "guest/file-missing",
            "guest/shutdown-hung",
            "guest/stayed-down",
            "guest/another-machine",
            "guest/another-root",
            "shell/unresponsive",
            "shell/program-left",
            "check/failed",
            "check/timed-out",
            "harness/internal-error",
            "run/timed-out",
            "run/interrupted");
    var missing = new TreeSet<String>();
    for (Cause cause : Causes.bundled().all()) {
      boolean ofARun =
          cannot.contains(cause.id())
              || cause.family().equals("spec")
              || cause.family().equals("build");
      if (!ofARun && !shown.contains(cause.id())) {
        missing.add(cause.id());
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void aHealthyLogTellsHowFarItGot() throws IOException, URISyntaxException {
    Explanation explanation = explain("none.debian.log");

    assertThat(explanation.outcome()).isEqualTo(Outcome.PASSED);
    assertThat(explanation.reached()).isEqualTo("login on ttyS0 at 4.1 s");
    assertThat(explanation.stages())
        .extracting(span -> span.stage().id())
        .containsExactly("firmware", "loader", "kernel", "initrd", "userspace", "login");
    assertThat(explanation.stages().get(2).seconds()).isBetween(1.5, 1.7);
  }

  @Test
  void aLogThatEndsTooEarlySaysWhatWouldDecide() throws IOException, URISyntaxException {
    Explanation explanation = explain("run_capture-incomplete.loader.log");

    assertThat(explanation.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    assertThat(explanation.missing()).singleElement().asString().contains("console=ttyS0");
  }

  @Test
  void aTraceIsQuotedWhole() throws IOException, URISyntaxException {
    var primary = Objects.requireNonNull(explain("kernel_panic.sysrq.log").primary());
    List<String> quote = primary.quote().lines().toList();

    assertThat(quote).hasSize(3);
    assertThat(quote.getFirst()).contains("Kernel panic - not syncing: sysrq");
    assertThat(quote.getLast()).contains("end Kernel panic");
  }

  @Test
  void aProgramsExceptionIsInTheDetail() throws IOException, URISyntaxException {
    var primary = Objects.requireNonNull(explain("userspace_crashed.traceback.log").primary());

    assertThat(primary.detail()).endsWith("KeyError: 'region'");
  }

  @Test
  void aRecordingGivesItsTimes() throws IOException, URISyntaxException {
    var login = explain("none.cast2.log").stages().getLast();

    assertThat(login.at()).isNotNull();
    assertThat(login.at()).isGreaterThan(10);
  }

  @Test
  void aFloodOfOtherLinesHidesNothing() throws IOException {
    byte[] noise =
        "[    2.000000] virtio_net virtio0: nothing of note\r\n"
            .repeat(60_000)
            .getBytes(StandardCharsets.UTF_8);
    byte[] fault =
        "[   99.000000] Kernel panic - not syncing: sysrq triggered crash\r\n"
            .getBytes(StandardCharsets.UTF_8);
    var parts =
        List.of(
            new ByteArrayInputStream(noise),
            new ByteArrayInputStream(fault),
            new ByteArrayInputStream(noise));
    Explanation explanation =
        LogExplainer.explain(
            new SequenceInputStream(Collections.enumeration(parts)), RuleSet.bundled());

    var primary = Objects.requireNonNull(explanation.primary());
    assertThat(primary.cause()).isEqualTo("kernel/panic");
    assertThat(primary.line()).isEqualTo(60_001);
    assertThat(primary.offset()).isEqualTo(noise.length);
  }

  @Test
  void aLineWithoutAnEndIsReadInBoundedMemory() throws IOException {
    InputStream endless =
        new ByteArrayInputStream("x".repeat(5_000_000).getBytes(StandardCharsets.UTF_8));

    assertThat(LogExplainer.explain(endless, RuleSet.bundled()).outcome())
        .isEqualTo(Outcome.INCONCLUSIVE);
  }

  @Test
  void anExemptionHoldsUntilItsLastDay(@TempDir Path rules) throws IOException {
    Files.writeString(
        rules.resolve("own.yaml"),
        """
        rules:
          - id: own-watchdog
            cause: kernel/lockup
            stages: power-on..login
            severity: failure
            pattern: 'mydrv: stuck on (\\S+)'
            detail: mydrv is stuck on {1}
            except:
              - pattern: 'stuck on dummy'
                reason: the dummy is never ready
                owner: ann@example.org
                expires: 2026-12-31
        """);
    String log = "[    1.000000] Linux version 6.1\n[    2.000000] mydrv: stuck on dummy\n";

    RuleSet before = RuleSet.with(List.of(rules), LocalDate.of(2026, 12, 31));
    RuleSet after = RuleSet.with(List.of(rules), LocalDate.of(2027, 1, 1));

    assertThat(before.notes()).isEmpty();
    assertThat(after.notes()).singleElement().asString().contains("ann@example.org", "2026-12-31");
    assertThat(causes(log, before)).doesNotContain("kernel/lockup");
    assertThat(causes(log, after)).contains("kernel/lockup");
  }

  @Test
  void aRuleFileThatIsNoTextIsNamed(@TempDir Path rules) throws IOException {
    Files.write(rules.resolve("own.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe});

    assertThatThrownBy(() -> RuleSet.with(List.of(rules), LocalDate.of(2026, 11, 25)))
        .isInstanceOf(DataFileException.class)
        .hasMessageContaining("own.yaml:1:1")
        .hasMessageContaining("UTF-8");
  }

  private static List<String> causes(String log, RuleSet rules) throws IOException {
    return LogExplainer.explain(
            new ByteArrayInputStream(log.getBytes(StandardCharsets.UTF_8)), rules)
        .findings()
        .stream()
        .map(found -> found.cause())
        .toList();
  }
}
