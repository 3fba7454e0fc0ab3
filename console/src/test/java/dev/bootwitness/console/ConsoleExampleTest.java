package dev.bootwitness.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.console.channel.ConsoleChannel;
import dev.bootwitness.console.channel.PtyConsoleChannel;
import dev.bootwitness.console.channel.PtySize;
import dev.bootwitness.console.expect.ExpectResult;
import dev.bootwitness.console.expect.Expectation;
import dev.bootwitness.console.expect.TextPattern;
import dev.bootwitness.console.login.Login;
import dev.bootwitness.console.login.LoginPlan;
import dev.bootwitness.console.login.LoginResult;
import dev.bootwitness.console.shell.CommandResult;
import dev.bootwitness.console.shell.Nonces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The example of {@code docs/guides/java.md} for this library alone: exactly those lines, compiled
 * and run.
 */
class ConsoleExampleTest {

  private static final Path GUIDE = Path.of("..", "docs", "guides", "java.md");
  private static final Path SOURCE =
      Path.of("src/test/java/dev/bootwitness/console/ConsoleExampleTest.java");

  // guide: begin
  static String kernelRelease(ConsoleChannel channel) {
    try (Console console = new Console(channel, ConsoleClock.SYSTEM, ConsoleListener.NONE)) {
      console.start();
      Deadline deadline = Deadline.in(Duration.ofMinutes(2), ConsoleClock.SYSTEM);
      Expectation banner =
          Expectation.of("a banner", TextPattern.regex("Linux \\S+"), TextPattern.literal("panic"));
      if (console.expect(banner, deadline) instanceof ExpectResult.Unmatched unmatched) {
        throw new IllegalStateException(unmatched.describe());
      }
      LoginPlan plan = new LoginPlan("eve", Optional.of("secret"), false, Optional.empty());
      Nonces nonces = Nonces.from(new SecureRandom());
      Login login = new Login(console, plan, nonces, () -> true, (step, detail) -> {});
      return switch (login.run(deadline)) {
        case LoginResult.LoggedIn in
            when in.shell().run("uname -r", deadline) instanceof CommandResult.Completed done ->
            done.exit() + " " + done.stdout().text();
        case LoginResult other -> throw new IllegalStateException(other.toString());
      };
    }
  }

  // guide: end

  /** A getty that is a script, then a real shell, on a real pseudo-terminal. */
  @Test
  void itLogsInAndRunsACommand() throws IOException {
    ProcessBuilder guest =
        new ProcessBuilder(
            "sh",
            "-c",
            "echo Linux on a pty; printf 'guest login: '; read -r user; stty -echo;"
                + " printf 'Password: '; read -r password; stty echo;"
                + " [ \"$user:$password\" = eve:secret ] && exec sh -i");
    String release = kernelRelease(PtyConsoleChannel.start(guest, PtySize.VT100));
    assertThat(release).isEqualTo("0 " + System.getProperty("os.version") + "\n");
  }

  @Test
  void theReadmeShowsTheSame() throws IOException {
    List<String> source = Files.readAllLines(SOURCE);
    List<String> example =
        source.subList(source.indexOf("  // guide: begin") + 1, source.indexOf("  // guide: end"));
    String shown = String.join("\n", example).stripTrailing().stripIndent();
    assertThat(Files.readString(GUIDE)).contains("```java\n" + shown + "\n```\n");
  }
}
