package dev.bootwitness.console.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.ConsoleClock;
import dev.bootwitness.console.ConsoleListener;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.channel.PtyConsoleChannel;
import dev.bootwitness.console.channel.PtySize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real dash behind a line that loses, changes and doubles bytes. */
class LossyShellTest {

  @TempDir Path folder;

  private interface Use {
    void of(FramedShell shell, LossyChannel channel) throws IOException;
  }

  /** In the folder: its own name differs in length, and with it what is lost of a line it is in. */
  private void withShell(long seed, int every, Use use) throws IOException {
    // A shell that was started with SIGINT ignored cannot be brought back to its prompt.
    var dash = new ProcessBuilder("env", "--default-signal=INT", "dash", "-i");
    dash.directory(folder.toFile());
    var pty = PtyConsoleChannel.start(dash, new PtySize(80, 24));
    var channel = new LossyChannel(pty, seed, every);
    try (Console console =
        new Console(channel, ConsoleClock.SYSTEM, ConsoleListener.NONE).start()) {
      Nonces nonces = Nonces.from(new SplittableRandom(seed));
      use.of(FramedShell.start(console, nonces, deadline()), channel);
    }
  }

  private static Deadline deadline() {
    return Deadline.in(Duration.ofMinutes(2), ConsoleClock.SYSTEM);
  }

  private static CommandResult.Completed completed(CommandResult result) {
    assertThat(result).as(result.toString()).isInstanceOf(CommandResult.Completed.class);
    return (CommandResult.Completed) result;
  }

  /** Text of which every line is another. */
  private static String lines(int bytes) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; text.length() < bytes; i++) {
      text.append(i).append(" it's \"odd\" \\ $HOME ä\t~\n");
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 3})
  void everyShortCommandRunsOnceAndAsItWasGiven(long seed) throws IOException {
    Path log = folder.resolve("log");
    withShell(
        seed,
        200,
        (shell, channel) -> {
          channel.beginToLose();
          StringBuilder expected = new StringBuilder();
          for (int i = 0; i < 15; i++) {
            String word = "Word-" + i + "-of-the-command";
            var echoed = completed(shell.run("echo " + word + " | tee -a log", deadline()));
            assertThat(echoed.stdout().text()).isEqualTo(word + "\n");
            expected.append(word).append('\n');
          }
          assertThat(channel.damaged()).isPositive();
          assertThat(log).hasContent(expected.toString());
        });
  }

  @Test
  void aCommandOf64KiBRunsOnceAndAsItWasGiven() throws IOException {
    Path file = folder.resolve("got");
    String text = lines(64 * 1024);
    withShell(
        4,
        10_000,
        (shell, channel) -> {
          channel.beginToLose();
          String command = "cat >>got <<'EOF'\n" + text + "EOF\n";
          assertThat(completed(shell.run(command, deadline())).exit()).isZero();
          assertThat(channel.damaged()).isPositive();
        });
    assertThat(Files.readString(file)).isEqualTo(text);
  }

  @Test
  void anyStdinArrivesAsItWasGiven() throws IOException {
    byte[] stdin = new byte[32 * 1024];
    new SplittableRandom(5).nextBytes(stdin);
    withShell(
        5,
        10_000,
        (shell, channel) -> {
          channel.beginToLose();
          var cat = completed(shell.run("cat", stdin, deadline()));
          assertThat(cat.stdout().bytes()).isEqualTo(stdin);
          assertThat(channel.damaged()).isPositive();
        });
  }

  @Test
  void anOutputOf1MiBArrivesAsItWasWritten() throws IOException {
    byte[] bytes = new byte[1 << 20];
    new SplittableRandom(6).nextBytes(bytes);
    Path file = Files.write(folder.resolve("random"), bytes);
    withShell(
        6,
        50_000,
        (shell, channel) -> {
          channel.beginToLose();
          var cat = completed(shell.run("cat " + file, deadline()));
          assertThat(cat.stdout().whole()).isTrue();
          assertThat(cat.stdout().bytes()).isEqualTo(bytes);
          assertThat(channel.damaged()).isPositive();
        });
  }

  @Test
  void anOutputOf10MiBArrivesWhole() throws IOException {
    byte[] bytes = new byte[(10 << 20) + 1];
    new SplittableRandom(7).nextBytes(bytes);
    Path file = Files.write(folder.resolve("random"), bytes);
    withShell(
        7,
        500_000,
        (shell, channel) -> {
          channel.beginToLose();
          var most = completed(shell.run("head -c " + (10 << 20) + " " + file, deadline()));
          assertThat(most.stdout().whole()).isTrue();
          assertThat(most.stdout().bytes()).hasSize(10 << 20);
          assertThat(PosixCksum.of(most.stdout().bytes()))
              .isEqualTo(PosixCksum.of(Arrays.copyOf(bytes, 10 << 20)));
          var more = completed(shell.run("dd bs=1M count=1 if=/dev/zero; exit 3", deadline()));
          assertThat(more.exit()).isEqualTo(3);
          assertThat(more.stdout().bytes()).isEqualTo(new byte[1 << 20]);
          assertThat(channel.damaged()).isPositive();
        });
  }
}
