package dev.bootwitness.engine.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.engine.check.UnitCheck.UnitState;
import dev.bootwitness.record.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Checks against a real shell; only systemctl and journalctl are scripts of ours. */
@Timeout(60)
class CheckRunnerTest {

  private static final Optional<Duration> AT_ONCE = Optional.empty();

  @TempDir Path directory;
  private HostShell shell;

  @BeforeEach
  void start() throws IOException {
    Files.createDirectories(directory.resolve("bin"));
    shell = new HostShell(directory.resolve("bin"), directory);
  }

  @AfterEach
  void end() {
    shell.close();
  }

  @Test
  void aCommandHoldsByItsExitStatusAndOutput() throws Exception {
    assertThat(check(run("true"))).isEqualTo(new CheckOutcome.Held());
    assertThat(check(new RunCheck("n", "exit 7", "", 7, none(), none(), AT_ONCE)))
        .isEqualTo(new CheckOutcome.Held());
    assertThat(
            check(
                new RunCheck(
                    "n",
                    "printf 'one\\ntwo\\n'",
                    "",
                    0,
                    Optional.of("one"),
                    Optional.of("^two$"),
                    AT_ONCE)))
        .isEqualTo(new CheckOutcome.Held());
  }

  @Test
  void aCommandReadsItsStdin() throws Exception {
    assertThat(
            check(
                new RunCheck(
                    "n", "cat; exit 4", "ä\ntwo", 4, none(), Optional.of("\\Aä\ntwo\\z"), AT_ONCE)))
        .isEqualTo(new CheckOutcome.Held());
  }

  @Test
  void anotherExitStatusSaysWhatTheCommandSaid() throws Exception {
    assertThat(check(run("echo to stderr >&2; exit 3")))
        .isEqualTo(
            new CheckOutcome.Failed(
                "check/failed",
                "`echo to stderr >&2; exit 3` exited 3, expected 0; it printed: to stderr",
                "to stderr"));
  }

  @Test
  void aCommandThatSaidNothingIsNotQuoted() throws Exception {
    assertThat(check(run("exit 3")))
        .isEqualTo(
            new CheckOutcome.Failed(
                "check/failed", "`exit 3` exited 3, expected 0; it printed nothing", ""));
  }

  @Test
  void aCommandTheGuestDoesNotHaveIsTheSpecsFault() throws Exception {
    CheckOutcome outcome = check(run("no-such-command-anywhere"));

    assertThat(outcome.cause()).contains("spec/check-broken");
    assertThat(outcome.message()).startsWith("`no-such-command-anywhere` exited 127, expected 0");
  }

  /** Longer than this test would wait: the text at the cursor decides. */
  @Test
  void aCommandThatAsksAtTheTerminalIsNamedAndTheShellKept() throws Exception {
    CheckOutcome outcome =
        check(
            new RunCheck(
                "n",
                "printf 'Password: ' >/dev/tty; read x </dev/tty",
                "",
                0,
                none(),
                none(),
                Optional.of(Duration.ofMinutes(30))));

    assertThat(outcome.cause()).contains("shell/captured-by-program");
    assertThat(outcome.quote()).isEqualTo("Password:");
    assertThat(outcome.message())
        .contains("opened the terminal, where a password prompt, showing \"Password:\", waited");
    assertThat(check(run("true"))).isEqualTo(new CheckOutcome.Held());
  }

  @Test
  void anotherOutputIsQuoted() throws Exception {
    assertThat(check(new RunCheck("n", "echo off", "", 0, Optional.of("on"), none(), AT_ONCE)))
        .isEqualTo(
            new CheckOutcome.Failed("check/failed", "stdout does not contain `on`: off", "off"));
    assertThat(check(new RunCheck("n", "true", "", 0, none(), Optional.of("^o"), AT_ONCE)))
        .isEqualTo(
            new CheckOutcome.Failed(
                "check/failed", "stdout is empty, so it does not match `^o`", ""));
  }

  @Test
  void aCheckWithTimeIsTriedUntilItHolds() throws Exception {
    Path mark = directory.resolve("second look");
    String onSecondLook = "test -e '%s' || { touch '%s'; exit 1; }".formatted(mark, mark);

    assertThat(check(new RunCheck("n", onSecondLook, "", 0, none(), none(), within(30_000))))
        .isEqualTo(new CheckOutcome.Held());
    assertThat(shell.events())
        .filteredOn(e -> e instanceof Event.CommandRan ran && ran.command().startsWith("test"))
        .hasSize(2);
  }

  @Test
  void aCheckWhoseTimeEndsSaysWhatWasSeenLast() throws Exception {
    assertThat(
            check(
                new RunCheck(
                    "n", "echo starting", "", 0, Optional.of("ready"), none(), within(3000))))
        .isEqualTo(
            new CheckOutcome.Failed(
                "check/timed-out",
                "did not come true within 3 s; last: stdout does not contain `ready`: starting",
                "starting"));
  }

  @Test
  void aCommandThatHangsIsInterruptedAndTheNextOneRuns() throws Exception {
    CheckOutcome hung =
        check(new RunCheck("n", "echo begun; sleep 1000", "", 0, none(), none(), within(2000)));

    assertThat(hung.cause()).contains("check/timed-out");
    assertThat(hung.message()).startsWith("`echo begun; sleep 1000` did not end in ");
    assertThat(hung.quote()).isEqualTo("begun");
    assertThat(check(run("true"))).isEqualTo(new CheckOutcome.Held());
  }

  @Test
  void aFileIsThereOrNot() throws Exception {
    Path file = Files.writeString(directory.resolve("it's a file"), "one\ntwo\n");
    Path dangling = directory.resolve("dangling");
    Files.createSymbolicLink(dangling, directory.resolve("nowhere"));

    assertThat(check(file(file, true, none(), none()))).isEqualTo(new CheckOutcome.Held());
    assertThat(check(file(dangling, true, none(), none()))).isEqualTo(new CheckOutcome.Held());
    assertThat(check(file(directory.resolve("absent"), false, none(), none())))
        .isEqualTo(new CheckOutcome.Held());
    assertThat(check(file(directory.resolve("absent"), true, none(), none())).message())
        .isEqualTo(directory.resolve("absent") + " does not exist");
    assertThat(check(file(file, false, none(), none())).message())
        .isEqualTo(file + " exists but should not");
  }

  @Test
  void aFilesContentIsCompared() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "one\ntwo\n");

    assertThat(check(file(file, true, Optional.of("one\ntwo"), Optional.of("^two$"))))
        .isEqualTo(new CheckOutcome.Held());
    assertThat(check(file(file, true, Optional.of("three"), none())))
        .isEqualTo(
            new CheckOutcome.Failed("check/failed", file + " does not contain `three`", "one⏎two"));
    assertThat(check(file(file, true, none(), Optional.of("^wo"))).message())
        .isEqualTo(file + " does not match `^wo`");
    assertThat(check(file(directory, true, Optional.of("x"), none())).message())
        .startsWith(directory + " cannot be read: cat: ");
  }

  @Test
  void aUnitHoldsInTheWantedState() throws Exception {
    systemctl("LoadState=loaded\nActiveState=active\nSubState=running\n");

    assertThat(check(unit(UnitState.ACTIVE, AT_ONCE))).isEqualTo(new CheckOutcome.Held());
    assertThat(check(unit(UnitState.INACTIVE, AT_ONCE)))
        .isEqualTo(
            new CheckOutcome.Failed(
                "check/failed", "my.service is active (running), expected inactive", ""));
  }

  @Test
  void aUnitThatFailedIsNotWaitedForAndItsJournalIsQuoted() throws Exception {
    systemctl(
        "LoadState=loaded\nActiveState=failed\nResult=exit-code\nExecMainCode=1\nExecMainStatus=3\n");
    program("journalctl", "echo 'my[7]: no such disk'");

    assertThat(check(unit(UnitState.ACTIVE, within(3_600_000))))
        .isEqualTo(
            new CheckOutcome.Failed(
                "systemd/unit-failed",
                "my.service failed: exit status 3",
                "my.service",
                "my[7]: no such disk"));
  }

  @Test
  void aUnitThatIsNotThereIsNotWaitedFor() throws Exception {
    systemctl("LoadState=not-found\nActiveState=inactive\nSubState=dead\n");

    assertThat(check(unit(UnitState.ACTIVE, within(3_600_000))).message())
        .isEqualTo("my.service does not exist in the guest");
  }

  @Test
  void aGuestWithoutSystemdCannotBeAskedForUnits() throws Exception {
    program("systemctl", "exit 127");

    assertThat(check(unit(UnitState.ACTIVE, within(3_600_000))).cause())
        .contains("spec/check-broken");
  }

  @Test
  void aShellThatIsGoneSaysNothingAboutTheGuest() throws Exception {
    shell.kill();

    assertThat(check(run("true"))).isInstanceOf(CheckOutcome.ShellLost.class);
  }

  @Test
  void everyCommandIsInTheRecord() throws Exception {
    check(run("echo out; echo err >&2; exit 4"));

    assertThat(shell.events())
        .first()
        .isInstanceOfSatisfying(
            Event.CommandRan.class,
            ran -> {
              assertThat(ran.command()).isEqualTo("echo out; echo err >&2; exit 4");
              assertThat(ran.exit()).isEqualTo(4);
              assertThat(ran.stdout()).isEqualTo("out\n");
              assertThat(ran.stderr()).isEqualTo("err\n");
            });
  }

  private CheckOutcome check(CheckSpec check) throws InterruptedException {
    return shell.runner().run(check);
  }

  private static Optional<String> none() {
    return Optional.empty();
  }

  private static Optional<Duration> within(long millis) {
    return Optional.of(Duration.ofMillis(millis));
  }

  private static CheckSpec run(String command) {
    return new RunCheck("n", command, "", 0, none(), none(), AT_ONCE);
  }

  private static CheckSpec file(
      Path file, boolean exists, Optional<String> contains, Optional<String> matches) {
    return new FileCheck("n", file.toString(), exists, contains, matches, AT_ONCE);
  }

  private static CheckSpec unit(UnitState state, Optional<Duration> within) {
    return new UnitCheck("n", "my.service", state, within);
  }

  private void systemctl(String answer) throws IOException {
    program("systemctl", "cat <<'EOF'\n" + answer + "EOF");
  }

  private void program(String name, String body) throws IOException {
    Path file = directory.resolve("bin").resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
