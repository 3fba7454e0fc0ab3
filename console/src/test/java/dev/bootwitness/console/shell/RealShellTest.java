package dev.bootwitness.console.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.ConsoleClock;
import dev.bootwitness.console.ConsoleListener;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.channel.ProcessConsoleChannel;
import java.io.IOException;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The framed protocol against real shells on a real pseudo-terminal. */
class RealShellTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  private static Deadline deadline() {
    return Deadline.in(LONG, ConsoleClock.SYSTEM);
  }

  private interface Use {
    void of(FramedShell shell) throws IOException;
  }

  /** script(1) of util-linux gives the shell a terminal; everything else is as on a serial line. */
  private static void withShell(String loginShell, Use use) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("script", "-qfec", loginShell, "/dev/null");
    builder.environment().put("PS1", "\\[\\033[1;32m\\]odd:\\w]\\$\\[\\033[0m\\] ");
    builder.environment().put("SHELL", "/bin/sh");
    builder.redirectErrorStream(true);
    var channel = new ProcessConsoleChannel(builder.start());
    try (Console console =
        new Console(channel, ConsoleClock.SYSTEM, ConsoleListener.NONE).start()) {
      use.of(FramedShell.start(console, Nonces.from(new SplittableRandom()), deadline()));
    }
  }

  private static CommandResult.Completed completed(FramedShell shell, String command) {
    CommandResult result = shell.run(command, deadline());
    assertThat(result).isInstanceOf(CommandResult.Completed.class);
    return (CommandResult.Completed) result;
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash --norc -i", "bash -i", "dash -i"})
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
  @ValueSource(strings = {"bash --norc -i", "dash -i"})
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
  @ValueSource(strings = {"bash --norc -i", "dash -i"})
  void aLongCommandWithQuotesAndNewlinesArrivesWhole(String loginShell) throws IOException {
    String text = "it's \"odd\" \\ $HOME `x` !y ä\n\ttab\n".repeat(200);
    withShell(
        loginShell,
        shell -> {
          var echoed = completed(shell, "cat <<'EOF'\n" + text + "EOF\n");
          assertThat(echoed.stdout().text()).isEqualTo(text);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash --norc -i", "dash -i"})
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
  @ValueSource(strings = {"bash --norc -i", "dash -i"})
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
  @ValueSource(strings = {"bash --norc -i", "dash -i"})
  void whatACommandReadsFromStdinIsNotTheNextCommand(String loginShell) throws IOException {
    withShell(
        loginShell,
        shell -> {
          assertThat(completed(shell, "cat").stdout().bytes()).isEmpty();
          assertThat(completed(shell, "echo next").stdout().text()).isEqualTo("next\n");
        });
  }
}
