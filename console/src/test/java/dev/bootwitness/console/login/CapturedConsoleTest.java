package dev.bootwitness.console.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.ConsoleClock;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.captor.ForegroundProgram;
import dev.bootwitness.console.captor.ForegroundPrograms;
import dev.bootwitness.console.captor.PtyBash;
import dev.bootwitness.console.expect.Expectation;
import dev.bootwitness.console.expect.TextPattern;
import dev.bootwitness.console.shell.Nonces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A console on which somebody left a program open: real programs on a real pty, all in parallel
 * since they wait more than they work.
 */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(120)
class CapturedConsoleTest {

  @TempDir Path home;

  private final List<ForegroundProgram> left = new ArrayList<>();

  private final LoginListener listener =
      new LoginListener() {
        @Override
        public void step(String step, String detail) {}

        @Override
        public void left(ForegroundProgram captor) {
          left.add(captor);
        }
      };

  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(60), ConsoleClock.SYSTEM);
  }

  /** Types like somebody who then went away. */
  private static void type(Console console, String... keys) {
    Expectation settled =
        Expectation.of("output", TextPattern.prompt("[\\s\\S]", Duration.ofMillis(500)));
    for (String key : keys) {
      console.skipToEnd();
      console.send(key);
      console.expect(settled, Deadline.in(Duration.ofSeconds(20), ConsoleClock.SYSTEM));
    }
  }

  private void files() throws IOException {
    Files.writeString(home.resolve("long"), "a line\n".repeat(300));
    Files.writeString(home.resolve("short"), "a line\n".repeat(5));
  }

  static List<List<String>> programs() {
    return List.of(
        List.of("less", "vt220", "less", "less long\r"),
        List.of("less", "vt220", "less", "less long\r", " "),
        List.of("less", "vt220", "less", "seq 500 | less\r"),
        List.of("less", "xterm", "less", "less short\r"),
        List.of("less", "dumb", "less", "less short\r"),
        List.of("more", "vt220", "more", "more long\r"),
        List.of("busybox", "vt220", "less", "busybox less long\r"),
        List.of("busybox", "vt220", "vi", "busybox vi short\r", "ityped"),
        List.of("vi", "vt220", "vi", "vi short\r", "otyped"),
        List.of("vi", "linux", "vi", "vi -O short long\r", ":e"),
        List.of("nano", "vt220", "nano", "nano short\r", "typed"),
        List.of("nano", "xterm", "nano", "nano short\r"),
        List.of("python3", "vt220", "python", "python3\r"),
        List.of("python3", "vt220", "python", "python3\r", "for i in range(3):\r"),
        List.of("python3", "vt220", "less", "python3\r", "import os; os.system('less long')\r"),
        List.of("sqlite3", "vt220", "sqlite3", "sqlite3 db\r"),
        List.of("sqlite3", "vt220", "sqlite3", "sqlite3 db\r", "create table t(x)\r"),
        List.of("gdb", "vt220", "a debugger", "gdb -q\r"),
        List.of("node", "vt220", "node", "node\r"),
        List.of("bc", "vt220", "bc", "bc\r"),
        List.of("top", "vt220", "top", "top\r"),
        List.of("bash", "vt220", "an unfinished command line", "cat <<E\r", "text\r"),
        List.of("bash", "vt220", "an unfinished command line", "touch 'no\r"),
        List.of("bash", "vt220", "an unfinished command line", "touch \"no\r"),
        List.of("bash", "vt220", "a search of the history", "\022", "to"),
        List.of("bash", "vt220", "dpkg", "read -p '*** c (Y/I/N/O/D/Z) [default=N] ? ' x\r"));
  }

  @ParameterizedTest
  @MethodSource("programs")
  void whatSomebodyLeftOpenIsLeftAndTheShellAnswers(List<String> left) throws IOException {
    PtyBash.assumeInstalled(left.get(0));
    files();
    try (Console console = new PtyBash(left.get(1), home).console()) {
      type(console, "\r");
      type(console, left.subList(3, left.size()).toArray(String[]::new));
      ShellProbe probe = new ShellProbe(console, Nonces.from(new SplittableRandom()), listener);
      assertThat(probe.ask(soon())).isInstanceOf(ShellProbe.Answer.Shell.class);
      assertThat(this.left).extracting(ForegroundProgram::program).contains(left.get(2));
      try (var listed = Files.list(home)) {
        assertThat(listed.map(file -> file.getFileName().toString()))
            .as("nothing was saved")
            .isSubsetOf(
                "long",
                "short",
                "db",
                ".bash_history",
                ".python_history",
                ".viminfo",
                ".sqlite_history",
                ".local",
                ".node_repl_history",
                ".lesshst",
                ".gdb_history",
                ".config");
      }
      assertThat(Files.readString(home.resolve("short"))).isEqualTo("a line\n".repeat(5));
    }
  }

  @Test
  void aPasswordPromptBehindALoginIsLeftAndTheLoginGoesOn() throws IOException {
    Path rc = home.resolve("rc");
    Files.writeString(
        rc, "printf 'host login: me (automatic login)\\n'; read -s -p 'Vault password: ' x; echo");
    try (Console console =
        new PtyBash("vt220", home, List.of("bash", "--rcfile", rc.toString(), "-i")).console()) {
      LoginPlan plan = new LoginPlan("me", Optional.empty(), false, Optional.empty());
      Login login =
          new Login(console, plan, Nonces.from(new SplittableRandom()), () -> true, listener);
      assertThat(login.run(soon())).isInstanceOf(LoginResult.LoggedIn.class);
      assertThat(left)
          .extracting(ForegroundProgram::kind)
          .containsExactly(ForegroundProgram.Kind.PASSWORD);
    }
  }

  @Test
  void aPagerOnAConsoleThatSaysNothingElseIsLeftByALogin() throws IOException {
    PtyBash.assumeInstalled("less");
    files();
    try (Console console = new PtyBash("vt220", home).console()) {
      type(console, "\r");
      type(console, "less short\r", " ");
      LoginPlan plan = new LoginPlan("me", Optional.empty(), false, Optional.empty());
      Login login =
          new Login(console, plan, Nonces.from(new SplittableRandom()), () -> true, listener);
      assertThat(login.run(soon())).isInstanceOf(LoginResult.LoggedIn.class);
      assertThat(left)
          .extracting(ForegroundProgram::describe)
          .containsExactly("less (a pager), showing \"(END)\"");
    }
  }

  /** A prompt in reverse video, and one like an interpreter's, are prompts if a shell answers. */
  @ParameterizedTest
  @CsvSource({"'\\[\\e[7m\\]me@guest$\\[\\e[0m\\]'", "'> '", "'>>> '", "'sqlite-like> '"})
  void anOddPromptIsNoProgram(String prompt) throws IOException {
    Path rc = home.resolve("rc");
    Files.writeString(rc, "PS1='" + prompt + "'\n");
    try (Console console =
        new PtyBash("vt220", home, List.of("bash", "--rcfile", rc.toString(), "-i")).console()) {
      type(console, "\r");
      ShellProbe probe = new ShellProbe(console, Nonces.from(new SplittableRandom()), listener);
      assertThat(probe.ask(soon())).isInstanceOf(ShellProbe.Answer.Shell.class);
      assertThat(left).isEmpty();
      assertThat(ForegroundPrograms.on(console.screen()).filter(ForegroundProgram::certain))
          .isEmpty();
    }
  }
}
