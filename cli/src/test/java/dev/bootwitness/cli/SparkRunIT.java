package dev.bootwitness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.record.CheckResult;
import dev.bootwitness.record.Fault;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Outcome;
import dev.bootwitness.record.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs of a real Linux, from spec to verdict and exit code. */
@Timeout(120)
class SparkRunIT {

  @TempDir Path folder;

  @Test
  void aGoodImageWithGoodChecksPasses() throws Exception {
    Cli.Ended ended =
        SparkSpec.GOOD
            .with(
                """
                checks:
                  - {name: root, run: id -u, prints: "0"}
                  - {run: cat /proc/version, matches: '^Linux version 6\\.'}
                  - {file: /etc/passwd, contains: 'spark:x:1000'}
                  - {file: /etc/nologin, exists: false}
                """)
            .run(folder)
            .run();

    assertThat(ended.exit()).as(ended.output()).isZero();
    Verdict verdict = ended.verdict();
    assertThat(verdict.outcome()).isEqualTo(Outcome.PASSED);
    assertThat(verdict.primary()).isNull();
    assertThat(verdict.checks()).hasSize(4).allMatch(CheckResult::passed);
    assertThat(ended.output()).contains("✓ PASSED", "4 of 4 passed");
    Guest.of(ended.events()).assertGone();
  }

  @Test
  void aCheckThatDoesNotHoldIsTheImagesFaultAndTheOthersStillRun() throws Exception {
    Cli.Ended ended =
        SparkSpec.GOOD
            .with(
                """
                checks:
                  - {name: who, run: id -un, prints: nobody}
                  - {file: /etc/passwd}
                """)
            .run(folder)
            .run();

    assertThat(ended.exit()).as(ended.output()).isEqualTo(1);
    assertThat(ended.cause()).isEqualTo("check/failed");
    assertThat(ended.verdict().fault()).isEqualTo(Fault.IMAGE);
    assertThat(ended.verdict().checks())
        .extracting(CheckResult::outcome)
        .containsExactly(CheckResult.FAILED, CheckResult.PASSED);
    assertThat(ended.output())
        .contains("✗ FAILED", "check/failed", "who", "stdout does not contain `nobody`: root");
  }

  /**
   * The editor and the pager have a deadline of their own that this test would not wait for. Only
   * the serial console has a terminal to open: root's checks go over the side channel.
   */
  @Test
  void aCheckThatOpensAnEditorOrAPagerIsNamedAndTheOthersStillRun() throws Exception {
    Cli.Ended ended =
        SparkSpec.GOOD
            .withLogin("{user: spark, password: spark}")
            .with(
                """
                checks:
                  - {name: editor, run: vi /etc/passwd </dev/tty >/dev/tty, within: 30m}
                  - {name: pager, run: less /etc/passwd </dev/tty >/dev/tty, within: 30m}
                  - {name: intact, run: grep -c spark /etc/passwd, prints: "1"}
                """)
            .run(folder)
            .run();

    assertThat(ended.exit()).as(ended.output()).isEqualTo(2);
    assertThat(ended.cause()).isEqualTo("shell/captured-by-program");
    assertThat(primary(ended).detail()).contains("vi (an editor)");
    assertThat(ended.verdict().checks())
        .extracting(CheckResult::outcome)
        .containsExactly(CheckResult.FAILED, CheckResult.FAILED, CheckResult.PASSED);
  }

  @Test
  void aWrongPasswordIsRejected() throws Exception {
    Cli.Ended ended = SparkSpec.GOOD.withLogin("{user: spark, password: wrong}").run(folder).run();

    assertThat(ended.exit()).as(ended.output()).isEqualTo(2);
    assertThat(ended.cause()).isEqualTo("login/rejected");
    assertThat(primary(ended).quote()).contains("Login incorrect");
    int line = Math.toIntExact(Objects.requireNonNull(primary(ended).line()));
    assertThat(Files.readAllLines(ended.record().serialText()).get(line - 1))
        .contains("Login incorrect");
  }

  @Test
  void aPasswordThatIsAskedForAndNotGivenIsNeeded() throws Exception {
    Cli.Ended ended = SparkSpec.GOOD.withLogin("{user: spark}").run(folder).run();

    assertThat(ended.cause()).isEqualTo("login/password-needed");
    assertThat(ended.exit()).as(ended.output()).isEqualTo(2);
  }

  @Test
  void aWrongRootPasswordIsARefusedEscalation() throws Exception {
    Cli.Ended ended =
        SparkSpec.GOOD
            .withLogin("{user: spark, password: spark, become: root, rootPassword: wrong}")
            .run(folder)
            .run();

    assertThat(ended.cause()).isEqualTo("login/escalation-refused");
    assertThat(ended.exit()).as(ended.output()).isEqualTo(1);
  }

  @Test
  void aDeadlineDuringTheBootIsInconclusiveAndSaysHowFarItCame() throws Exception {
    Cli.Ended ended = SparkSpec.GOOD.withBoot("1s").with("scale: off\n").run(folder).run();

    assertThat(ended.exit()).as(ended.output()).isEqualTo(4);
    assertThat(ended.cause()).isEqualTo("run/timed-out");
    assertThat(ended.verdict().outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    assertThat(primary(ended).detail())
        .startsWith("the boot deadline of 1 s ended at stage ")
        .contains("waiting for a login prompt or a shell");
    assertThat(ended.output()).contains("? INCONCLUSIVE", "boot: {within:");
  }

  /** With ten minutes of patience, which the test does not have. */
  @Test
  void aPanicEndsTheRunAndNotItsDeadline() throws Exception {
    Cli.Ended ended =
        SparkSpec.GOOD
            .withAppend("console=ttyS0,115200n8 rdinit=/nonexistent")
            .withBoot("10m")
            .run(folder)
            .run();

    assertThat(ended.exit()).as(ended.output()).isEqualTo(1);
    assertThat(ended.cause()).isEqualTo("kernel/panic-no-root");
    assertThat(primary(ended).quote()).startsWith("[").contains("VFS: ");
    Guest.of(ended.events()).assertGone();
  }

  @Test
  void anInitThatEndsIsAPanic() throws Exception {
    Cli.Ended ended =
        SparkSpec.GOOD
            .withAppend("console=ttyS0,115200n8 rdinit=/bin/poweroff")
            .withBoot("10m")
            .run(folder)
            .run();

    assertThat(ended.exit()).as(ended.output()).isEqualTo(1);
    assertThat(ended.cause()).isEqualTo("kernel/panic-no-init");
  }

  /** Printed by the guest, quoted by a finding, part of a command: nowhere. */
  @Test
  void aPasswordFromTheEnvironmentIsInNoFileOfTheRecord() throws Exception {
    String secret = "unguessable-7f3a90c1";

    Cli.Ended ended =
        SparkSpec.GOOD
            .withLogin("{user: spark, password: spark, rootPassword: {env: SPARK_ROOT}}")
            .with("checks: [{name: leak, run: echo %s | tee /dev/tty; false}]\n".formatted(secret))
            .run(folder)
            .with("SPARK_ROOT", secret)
            .run();

    assertThat(ended.exit()).as(ended.output()).isEqualTo(1);
    assertThat(ended.output()).doesNotContain(secret).contains("********************");
    assertThat(bytesOf(ended.record().serialRaw())).contains("********************");
    assertThat(files(ended.record().path()))
        .hasSizeGreaterThan(3)
        .allSatisfy(file -> assertThat(bytesOf(file)).doesNotContain(secret));
  }

  @Test
  void twoRunsOfOneSpecAtOnceDoNotMeet() throws Exception {
    Cli cli = SparkSpec.GOOD.with("checks: [{run: id -u, prints: '0'}]\n").run(folder);
    Cli.Started one = cli.start();
    Cli.Started two = cli.start();

    Cli.Ended first = one.end();
    Cli.Ended second = two.end();

    assertThat(first.exit()).as(first.output()).isZero();
    assertThat(second.exit()).as(second.output()).isZero();
    assertThat(first.record()).isNotEqualTo(second.record());
    assertThat(Guest.of(first.events()).pid()).isNotEqualTo(Guest.of(second.events()).pid());
  }

  private static Finding primary(Cli.Ended ended) throws IOException {
    return Objects.requireNonNull(ended.verdict().primary());
  }

  private static List<Path> files(Path record) throws IOException {
    try (Stream<Path> files = Files.walk(record)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  /** As text of one character a byte. */
  private static String bytesOf(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
