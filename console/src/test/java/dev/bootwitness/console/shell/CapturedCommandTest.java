package dev.bootwitness.console.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.ConsoleClock;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.captor.ForegroundProgram;
import dev.bootwitness.console.captor.PtyBash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands that open the terminal behind the framed shell's back: real programs on a real pty. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(120)
class CapturedCommandTest {

  @TempDir Path home;

  private interface Use {
    void of(FramedShell shell) throws IOException;
  }

  private void withShell(Use use) throws IOException {
    Files.writeString(home.resolve("long"), "a line\n".repeat(300));
    Files.writeString(home.resolve("short"), "a line\n".repeat(5));
    try (Console console = new PtyBash("vt220", home).console()) {
      use.of(
          FramedShell.start(
              console, Nonces.from(new SplittableRandom()), in(Duration.ofSeconds(30))));
    }
  }

  private static Deadline in(Duration budget) {
    return Deadline.in(budget, ConsoleClock.SYSTEM);
  }

  private static void assertUsable(FramedShell shell) {
    assertThat(shell.run("echo still here", in(Duration.ofSeconds(30))))
        .isInstanceOfSatisfying(
            CommandResult.Completed.class,
            c -> assertThat(c.stdout().text()).isEqualTo("still here\n"));
  }

  /** The deadline is longer than this test's patience: the evidence decides. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "less; PAGER; less; less long",
        "less; PAGER; less; less short",
        "less; PAGER; less; seq 1000 | TERM=vt220 less",
        "less; PAGER; less; TERM=vt220 less long",
        "less; PAGER; less; LESS=-d less short",
        "more; PAGER; more; more long",
        "busybox; PAGER; less; busybox less long",
        "busybox; PAGER; less; busybox less -M short",
        "busybox; PAGER; more; busybox more long",
        "busybox; EDITOR; vi; busybox vi short",
        "vi; EDITOR; vi; vi short",
        "vi; EDITOR; vi; TERM=vt220 vi +startinsert long",
        "nano; EDITOR; nano; TERM=vt220 nano short",
        "nano; EDITOR; nano; nano short",
        "sqlite3; INTERPRETER; sqlite3; sqlite3",
        "gdb; INTERPRETER; a debugger; gdb -q",
        "bash; PASSWORD; a password prompt; bash -c 'read -s -p \"Password: \" x'",
        "ssh-keygen; PASSWORD; a password prompt; ssh-keygen -f key",
        "bash; QUESTION; dpkg; bash -c 'read -p \"*** conf (Y/I/N/O/D/Z) [default=N] ? \" x'",
        "bash; QUESTION; a question; bash -c 'read -p \"Do you want to continue? [Y/n] \" x'",
      })
  void aProgramThatWaitsAtTheTerminalIsNamedLeftAndTheShellKept(
      String needs, ForegroundProgram.Kind kind, String program, String command)
      throws IOException {
    PtyBash.assumeInstalled(needs);
    withShell(shell -> {
      CommandResult result =
          shell.run("{ " + command + "; } </dev/tty >/dev/tty 2>&1", in(Duration.ofMinutes(10)));
      assertThat(result)
          .isInstanceOfSatisfying(
              CommandResult.Captured.class,
              captured -> {
                assertThat(captured.captor().kind()).isEqualTo(kind);
                assertThat(captured.captor().program()).isEqualTo(program);
                assertThat(captured.captor().quote()).isNotEmpty();
              });
      assertUsable(shell);
    });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "python3; INTERPRETER; python; python3",
        "bash; CONTINUATION; an unfinished command line; PS1='> ' bash --norc -i",
        "top; FULL_SCREEN; top; TERM=vt220 top",
        "busybox; FULL_SCREEN; top; busybox top",
      })
  void whatMightBeAnythingIsNamedAtTheDeadline(
      String needs, ForegroundProgram.Kind kind, String program, String command)
      throws IOException {
    PtyBash.assumeInstalled(needs);
    withShell(shell -> {
      CommandResult result =
          shell.run("{ " + command + "; } </dev/tty >/dev/tty 2>&1", in(Duration.ofSeconds(4)));
      assertThat(result)
          .isInstanceOfSatisfying(
              CommandResult.Captured.class,
              captured -> {
                assertThat(captured.captor().kind()).isEqualTo(kind);
                assertThat(captured.captor().program()).isEqualTo(program);
              });
      assertUsable(shell);
    });
  }

  @Test
  void anEditorsFileIsLeftAsItWas() throws IOException {
    PtyBash.assumeInstalled("vi");
    withShell(shell -> {
      Path file = home.resolve("short");
      String before = Files.readString(file);
      assertThat(
              shell.run(
                  "vi '+normal ochanged' +startinsert short </dev/tty >/dev/tty 2>&1",
                  in(Duration.ofMinutes(10))))
          .isInstanceOf(CommandResult.Captured.class);
      assertThat(Files.readString(file)).isEqualTo(before);
      assertUsable(shell);
    });
  }

  @Test
  void aCommandThatOnlyPrintsWhatLooksLikeAPagerRunsToItsEnd() throws IOException {
    withShell(shell -> {
      CommandResult result =
          shell.run(
              "printf 'text\\n(END)\\nPassword: \\n--More--\\nworking\\n' >/dev/tty; sleep 4;"
                  + " printf done",
              in(Duration.ofMinutes(1)));
      assertThat(result)
          .isInstanceOfSatisfying(
              CommandResult.Completed.class, c -> assertThat(c.stdout().text()).isEqualTo("done"));
    });
  }

  @Test
  void anEditorThatAnEarlierCommandLeftOnTheScreenIsNotTakenForThisOne() throws IOException {
    PtyBash.assumeInstalled("busybox");
    withShell(shell -> {
      assertThat(shell.run("busybox vi short </dev/tty >/dev/tty 2>&1", in(Duration.ofMinutes(10))))
          .isInstanceOf(CommandResult.Captured.class);
      assertThat(shell.run("echo noise >/dev/tty; sleep 4", in(Duration.ofMinutes(1))))
          .isInstanceOf(CommandResult.Completed.class);
    });
  }
}
