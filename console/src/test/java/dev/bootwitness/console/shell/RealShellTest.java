package dev.bootwitness.console.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.ConsoleClock;
import dev.bootwitness.console.ConsoleListener;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.channel.PtyConsoleChannel;
import dev.bootwitness.console.channel.PtySize;
import dev.bootwitness.console.login.Login;
import dev.bootwitness.console.login.LoginPlan;
import dev.bootwitness.console.login.LoginResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The framed protocol against real shells on a real pseudo-terminal. */
class RealShellTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir static Path home;

  static List<String> loginShells() {
    return List.of(
        "bash --norc -i", "bash -l", "dash -i", "busybox ash -i", "zsh -i", "zsh -f -i", "fish -i");
  }

  private static Deadline deadline() {
    return Deadline.in(LONG, ConsoleClock.SYSTEM);
  }

  private interface Use {
    void of(FramedShell shell) throws IOException;
  }

  /** A pseudo-terminal of its own; everything else is as on a serial line. */
  private static void withShell(String loginShell, Use use) throws IOException {
    assumeTrue(installed(loginShell.split(" ", 2)[0]), loginShell + " is not installed");
    ProcessBuilder builder = new ProcessBuilder(loginShell.split(" ", -1));
    builder.environment().put("PS1", "\\[\\033[1;32m\\]odd:\\w]\\$\\[\\033[0m\\] ");
    builder.environment().put("SHELL", "/bin/sh");
    builder.environment().put("HOME", home.toString());
    var channel = PtyConsoleChannel.start(builder, new PtySize(80, 24));
    try (Console console =
        new Console(channel, ConsoleClock.SYSTEM, ConsoleListener.NONE).start()) {
      use.of(FramedShell.start(console, Nonces.from(new SplittableRandom()), deadline()));
    }
  }

  private static boolean installed(String program) {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private static CommandResult.Completed completed(FramedShell shell, String command) {
    CommandResult result = shell.run(command, deadline());
    assertThat(result).isInstanceOf(CommandResult.Completed.class);
    return (CommandResult.Completed) result;
  }

  @ParameterizedTest
  @MethodSource("loginShells")
  void everyCommandHasItsOwnStatusAndOutputs(String loginShell) throws IOException {
    withShell(
        loginShell,
        shell -> {
          var first = completed(shell, "echo out; echo err >&2; exit 7");
          assertThat(first.exit()).isEqualTo(7);
          assertThat(first.stdout().text()).isEqualTo("out\n");
          assertThat(first.stderr().text()).isEqualTo("err\n");
          var second = completed(shell, "printf 'no newline'");
          assertThat(second.exit()).isZero();
          assertThat(second.stdout().text()).isEqualTo("no newline");
          assertThat(second.stderr().bytes()).isEmpty();
        });
  }

  @ParameterizedTest
  @MethodSource("loginShells")
  void bytesThatMeanSomethingToATerminalArriveAsTheyAre(String loginShell) throws IOException {
    withShell(
        loginShell,
        shell -> {
          var odd = completed(shell, "printf 'a\\033[31mb\\r\\nc\\tä\\0\\377\\n\\n'");
          assertThat(odd.stdout().bytes())
              .isEqualTo(
                  new byte[] {
                    'a',
                    27,
                    '[',
                    '3',
                    '1',
                    'm',
                    'b',
                    '\r',
                    '\n',
                    'c',
                    '\t',
                    (byte) 0xc3,
                    (byte) 0xa4,
                    0,
                    (byte) 0xff,
                    '\n',
                    '\n'
                  });
        });
  }

  @ParameterizedTest
  @MethodSource("loginShells")
  void aLongCommandWithQuotesAndNewlinesArrivesWhole(String loginShell) throws IOException {
    String text = "it's \"odd\" \\ $HOME `x` !y ä\n\ttab\n".repeat(200);
    withShell(
        loginShell,
        shell -> {
          var echoed = completed(shell, "cat <<'EOF'\n" + text + "EOF\n");
          assertThat(echoed.stdout().text()).isEqualTo(text);
        });
  }

  /** So networkctl, systemctl, journalctl and git open no pager. */
  @ParameterizedTest
  @MethodSource("loginShells")
  void aCommandHasNoTerminalAndAPagerThatIsNone(String loginShell) throws IOException {
    withShell(
        loginShell,
        shell -> {
          var seen =
              completed(
                  shell,
                  "for d in 0 1 2; do [ ! -t $d ] || echo $d; done;"
                      + " echo $TERM $PAGER $GIT_PAGER ${SYSTEMD_PAGER-cat} $NO_COLOR");
          assertThat(seen.stdout().text()).isEqualTo("dumb cat cat 1\n");
        });
  }

  @ParameterizedTest
  @MethodSource("loginShells")
  void aLongOutputArrivesWhole(String loginShell) throws IOException {
    withShell(
        loginShell,
        shell -> {
          var many = completed(shell, "seq 1 30000");
          assertThat(many.stdout().whole()).isTrue();
          assertThat(many.stdout().text()).startsWith("1\n2\n").endsWith("\n29999\n30000\n");
          assertThat(many.stdout().text().lines()).hasSize(30000);
        });
  }

  @ParameterizedTest
  @MethodSource("loginShells")
  void aCommandThatHangsIsInterruptedAndTheShellLivesOn(String loginShell) throws IOException {
    withShell(
        loginShell,
        shell -> {
          CommandResult hung =
              shell.run(
                  "echo begun; exec sleep 1000",
                  Deadline.in(Duration.ofMillis(300), ConsoleClock.SYSTEM));
          assertThat(hung).isInstanceOf(CommandResult.TimedOut.class);
          assertThat(((CommandResult.TimedOut) hung).stdout().text()).isEqualTo("begun\n");
          assertThat(completed(shell, "echo still here").stdout().text()).isEqualTo("still here\n");
        });
  }

  @ParameterizedTest
  @MethodSource("loginShells")
  void aCommandReadsAnyBytesFromStdinAndTheNextOneNone(String loginShell) throws IOException {
    byte[] every = new byte[256 * 64];
    for (int i = 0; i < every.length; i++) {
      every[i] = (byte) (i + i / 256);
    }
    withShell(
        loginShell,
        shell -> {
          CommandResult cat = shell.run("cat; echo err >&2", every, deadline());
          assertThat(cat)
              .isInstanceOfSatisfying(
                  CommandResult.Completed.class,
                  done -> {
                    assertThat(done.stdout().bytes()).isEqualTo(every);
                    assertThat(done.stderr().text()).isEqualTo("err\n");
                  });
          CommandResult odd = shell.run("cat\n# ä", new byte[] {'\n', 0}, deadline());
          assertThat(((CommandResult.Completed) odd).stdout().bytes())
              .isEqualTo(new byte[] {'\n', 0});
          assertThat(completed(shell, "cat").stdout().bytes()).isEmpty();
        });
  }

  @ParameterizedTest
  @MethodSource("loginShells")
  void whatACommandReadsFromStdinIsNotTheNextCommand(String loginShell) throws IOException {
    withShell(
        loginShell,
        shell -> {
          assertThat(completed(shell, "cat").stdout().bytes()).isEmpty();
          assertThat(completed(shell, "echo next").stdout().text()).isEqualTo("next\n");
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PS1=",
        "PS1='\\n\\w\\n$ '",
        "PS1='~bw $ ~'",
        "PROMPT_COMMAND='echo prompt noise; printf \"\\033]3008;start=1;user=root\\033\\\\\"'",
        "set -x",
        "export SHELLOPTS; set -x",
        "alias echo='echo aliased' printf='printf aliased' stty=false sh='sh -x' cat=false",
        "set -o vi",
        "set -u; set -o noclobber",
        "TMOUT=1000; stty -onlcr",
        "bind 'set enable-bracketed-paste on'; stty cols 20",
        "while :; do printf '\\r\\nBroadcast message from root@h (Mon):\\r\\n'; sleep 0.05; done &"
      })
  void whateverTheLoginShellIsConfiguredToCommandsAnswerExactly(String rc) throws IOException {
    Path file = home.resolve("rc");
    Files.writeString(file, rc + "\n");
    withShell(
        "bash --rcfile " + file + " -i",
        shell -> {
          var out = completed(shell, "echo out; echo err >&2; exit 3");
          assertThat(out.exit()).isEqualTo(3);
          assertThat(out.stdout().text()).isEqualTo("out\n");
          assertThat(out.stderr().text()).isEqualTo("err\n");
          assertThat(completed(shell, "seq 1 3000").stdout().text()).hasSize(13_893);
          assertThat(completed(shell, "cat <<'E'\nä\nE").stdout().text()).isEqualTo("ä\n");
        });
  }

  @Test
  void aLoginFindsTheShellOfAnAutologinAndItsUid() throws IOException {
    Path file = home.resolve("seed-rc");
    Files.writeString(
        file,
        """
        PS1='\\n\\[\\033[1;32m\\][\\[\\e]0;\\u@\\h: \\w\\a\\]\\u@\\h:\\w]\\$\\[\\033[0m\\] '
        printf '\\nhost login: root (automatic login)\\n\\nLast login: Mon Nov 23\\n'
        """);
    var builder = new ProcessBuilder("bash", "--rcfile", file.toString(), "-i");
    var channel = PtyConsoleChannel.start(builder, new PtySize(80, 24));
    try (Console console =
        new Console(channel, ConsoleClock.SYSTEM, ConsoleListener.NONE).start()) {
      var plan = new LoginPlan("root", Optional.empty(), false, Optional.empty());
      var nonces = Nonces.from(new SplittableRandom());
      var login = new Login(console, plan, nonces, () -> true, (step, detail) -> {});
      assertThat(login.run(deadline()))
          .isInstanceOfSatisfying(
              LoginResult.LoggedIn.class,
              in -> assertThat(in.how()).startsWith("autologin as root, uid "));
    }
  }
}
