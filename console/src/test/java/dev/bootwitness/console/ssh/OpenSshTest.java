package dev.bootwitness.console.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against OpenSSH as Debian ships it; skipped where it is not installed. */
class OpenSshTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir private Path folder = Path.of("");

  private final SshClient client = SshClient.setUpDefaultClient();
  private Sshd server;

  @BeforeEach
  void start() throws Exception {
    server = Sshd.start(folder);
  }

  @AfterEach
  void stop() {
    client.stop();
    if (server != null) {
      server.close();
    }
  }

  private ClientSession session(KnownHostKey known) throws IOException {
    client.setServerKeyVerifier(known);
    client.setKeyIdentityProvider(new FileKeyPairProvider(folder.resolve("user")));
    client.start();
    ClientSession session =
        client
            .connect(System.getProperty("user.name"), "127.0.0.1", server.port())
            .verify(LONG)
            .getSession();
    session.auth().verify(LONG);
    return session;
  }

  private Console console() throws IOException {
    ClientSession session = session(KnownHostKey.of(Files.readString(folder.resolve("host.pub"))));
    SshConsoleChannel channel = SshConsoleChannel.shell(session, new PtySize(132, 43), LONG);
    return new Console(channel, ConsoleClock.SYSTEM, ConsoleListener.NONE).start();
  }

  private static Deadline deadline() {
    return Deadline.in(LONG, ConsoleClock.SYSTEM);
  }

  @Test
  void aFramedShellRunsCommandsAndTheTerminalHasItsSize() throws IOException {
    try (Console console = console()) {
      console.send("stty size\r");
      assertThat(
              console.expect(Expectation.of("the size", TextPattern.literal("43 132")), deadline()))
          .isInstanceOf(ExpectResult.Matched.class);
      FramedShell shell =
          FramedShell.start(console, Nonces.from(new SplittableRandom()), deadline());
      assertThat(shell.run("printf 'a\\0\\377b'; echo apart >&2; exit 7", deadline()))
          .isInstanceOfSatisfying(
              CommandResult.Completed.class,
              done -> {
                assertThat(done.exit()).isEqualTo(7);
                assertThat(done.stdout().bytes()).containsExactly('a', 0, 0xff, 'b');
                assertThat(new String(done.stderr().bytes(), StandardCharsets.UTF_8))
                    .isEqualTo("apart\n");
              });
    }
  }

  @Test
  void theEndOfTheServerIsTheEndOfTheConsole() throws IOException {
    try (Console console = console()) {
      console.send("echo he''re\r");
      assertThat(console.expect(Expectation.of("here", TextPattern.literal("here")), deadline()))
          .isInstanceOf(ExpectResult.Matched.class);
      server.close();
      assertThat(console.expect(Expectation.of("more", TextPattern.literal("never")), deadline()))
          .isInstanceOf(ExpectResult.EndOfStream.class);
    }
  }

  @Test
  void anotherHostKeyIsRefusedWithBothKeysAndWhatToDo() throws IOException {
    // Any key that is not the server's.
    KnownHostKey known = KnownHostKey.of(Files.readString(folder.resolve("user.pub")));
    assertThatThrownBy(() -> session(known)).isInstanceOf(SshException.class);
    assertThat(known.refusal())
        .contains("127.0.0.1:" + server.port())
        .containsPattern("has the host key ecdsa-sha2-nistp256 SHA256:\\S+")
        .containsPattern("ecdsa-sha2-nistp256 SHA256:\\S+ is known for it")
        .contains("ssh-keygen -lf");
  }

  @Test
  void aLineThatIsNoHostKeyIsNamed() {
    assertThatThrownBy(() -> KnownHostKey.of("ssh-ed25519 nonsense"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("`ssh-ed25519 nonsense`")
        .hasMessageContaining("ssh_host_ecdsa_key.pub");
  }
}
