package dev.bootwitness.console.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.ConsoleClock;
import dev.bootwitness.console.ConsoleListener;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.channel.PtySize;
import dev.bootwitness.console.expect.ExpectResult;
import dev.bootwitness.console.expect.Expectation;
import dev.bootwitness.console.expect.TextPattern;
import dev.bootwitness.console.shell.CommandResult;
import dev.bootwitness.console.shell.FramedShell;
import dev.bootwitness.console.shell.Nonces;
import java.io.IOException;
import java.time.Duration;
import java.util.SplittableRandom;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against MINA's own server on the loopback, with a real shell behind it. */
class SshConsoleChannelTest {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final PtySize SIZE = new PtySize(132, 43);

  private static final SshServer SERVER = SshServer.setUpDefaultServer();
  private static final SshClient CLIENT = SshClient.setUpDefaultClient();

  @BeforeAll
  static void startServer() throws IOException {
    SERVER.setHost("127.0.0.1");
    SERVER.setKeyPairProvider(new SimpleGeneratorHostKeyProvider());
    SERVER.setPasswordAuthenticator((user, password, _) -> password.equals(user + "'s"));
    SERVER.setShellFactory(_ -> new PtyShell());
    SERVER.start();
    CLIENT.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
    CLIENT.start();
  }

  @AfterAll
  static void stopServer() throws IOException {
    CLIENT.stop();
    SERVER.stop(true);
  }

  private static Console console() throws IOException {
    ClientSession session =
        CLIENT.connect("eve", "127.0.0.1", SERVER.getPort()).verify(LONG).getSession();
    session.addPasswordIdentity("eve's");
    session.auth().verify(LONG);
    SshConsoleChannel channel = SshConsoleChannel.shell(session, SIZE, LONG);
    return new Console(channel, ConsoleClock.SYSTEM, ConsoleListener.NONE).start();
  }

  private static Deadline deadline() {
    return Deadline.in(LONG, ConsoleClock.SYSTEM);
  }

  @Test
  void aFramedShellWorksThroughIt() throws IOException {
    try (Console console = console()) {
      FramedShell shell =
          FramedShell.start(console, Nonces.from(new SplittableRandom()), deadline());
      assertThat(shell.run("printf 'a\\0\\377b'; exit 7", deadline()))
          .isInstanceOfSatisfying(
              CommandResult.Completed.class,
              done -> {
                assertThat(done.exit()).isEqualTo(7);
                assertThat(done.stdout().bytes()).containsExactly('a', 0, 0xff, 'b');
              });
    }
  }

  @Test
  void theFarTerminalHasTheSizeAskedForAndItsEndIsAnOrderlyEnd() throws IOException {
    try (Console console = console()) {
      console.send("stty size; exit\r");
      assertThat(
              console.expect(Expectation.of("the size", TextPattern.literal("43 132")), deadline()))
          .isInstanceOf(ExpectResult.Matched.class);
      assertThat(
              console.expect(
                  Expectation.of("more", TextPattern.literal("there is no more")), deadline()))
          .isInstanceOfSatisfying(
              ExpectResult.EndOfStream.class, end -> assertThat(end.reason()).isEmpty());
    }
  }
}
