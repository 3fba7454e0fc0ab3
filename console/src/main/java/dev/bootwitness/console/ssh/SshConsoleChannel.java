package dev.bootwitness.console.ssh;

import dev.bootwitness.console.channel.ConsoleChannel;
import dev.bootwitness.console.channel.PtySize;
import dev.bootwitness.console.channel.StreamConsoleChannel;
import java.io.IOException;
import java.time.Duration;
import org.apache.sshd.client.channel.ChannelShell;
import org.apache.sshd.client.session.ClientSession;

/**
 * A console over the login shell of an SSH session, with a pseudo-terminal on the far side.
 *
 * <p>The caller decides whom to trust and how to authenticate: it passes an authenticated session
 * of Apache MINA, e.g.
 *
 * <pre>{@code
 * ClientSession session = client.connect(user, host, 22).verify(timeout).getSession();
 * session.addPublicKeyIdentity(keys);
 * session.auth().verify(timeout);
 * Console console = new Console(SshConsoleChannel.shell(session, size, timeout), clock, listener);
 * }</pre>
 */
public final class SshConsoleChannel implements ConsoleChannel {

  /** A terminal type that every guest knows and that has no colours. */
  private static final String TERMINAL_TYPE = "vt102";

  private final StreamConsoleChannel streams;

  private SshConsoleChannel(ClientSession session, ChannelShell shell) {
    this.streams =
        new StreamConsoleChannel(
            shell.getInvertedOut(), shell.getInvertedIn(), () -> session.close(true));
  }

  /**
   * Opens a shell; from then on {@code session} belongs to the channel, whose {@link #close} ends
   * it.
   *
   * @param within how long the server may take to give the shell
   * @throws IOException when it does not
   */
  public static SshConsoleChannel shell(ClientSession session, PtySize size, Duration within)
      throws IOException {
    ChannelShell shell = session.createShellChannel();
    shell.setPtyType(TERMINAL_TYPE);
    shell.setPtyColumns(size.columns());
    shell.setPtyLines(size.rows());
    // A terminal has one stream; what a server sends as standard error belongs in it.
    shell.setRedirectErrorStream(true);
    shell.open().verify(within);
    return new SshConsoleChannel(session, shell);
  }

  @Override
  public int read(byte[] buffer) throws IOException {
    return streams.read(buffer);
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    streams.write(bytes);
  }

  @Override
  public void close() {
    streams.close();
  }
}
