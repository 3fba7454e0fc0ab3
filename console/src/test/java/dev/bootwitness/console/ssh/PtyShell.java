package dev.bootwitness.console.ssh;

import dev.bootwitness.console.channel.PtyConsoleChannel;
import dev.bootwitness.console.channel.PtySize;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;

/** What a real server gives a session: a shell on a pseudo-terminal of the client's size. */
final class PtyShell implements Command {

  private @Nullable InputStream in;
  private @Nullable OutputStream out;
  private @Nullable PtyConsoleChannel pty;

  @Override
  public void setInputStream(InputStream stream) {
    in = stream;
  }

  @Override
  public void setOutputStream(OutputStream stream) {
    out = stream;
  }

  @Override
  public void setErrorStream(OutputStream stream) {}

  @Override
  public void start(ChannelSession session, Environment environment) throws IOException {
    ProcessBuilder shell = new ProcessBuilder("bash", "--norc", "-i");
    shell.environment().put("TERM", environment.getEnv().get(Environment.ENV_TERM));
    int columns = Integer.parseInt(environment.getEnv().get(Environment.ENV_COLUMNS));
    int rows = Integer.parseInt(environment.getEnv().get(Environment.ENV_LINES));
    PtyConsoleChannel started = PtyConsoleChannel.start(shell, new PtySize(columns, rows));
    pty = started;
    InputStream typed = in;
    OutputStream shown = out;
    if (typed == null || shown == null) {
      throw new IOException("the server gave no streams");
    }
    Thread.ofVirtual().start(() -> type(typed, started));
    Thread.ofVirtual().start(() -> show(started, shown, session));
  }

  private static void type(InputStream typed, PtyConsoleChannel pty) {
    byte[] buffer = new byte[4096];
    try {
      for (int n = typed.read(buffer); n >= 0; n = typed.read(buffer)) {
        pty.write(Arrays.copyOf(buffer, n));
      }
    } catch (IOException e) {
      pty.close();
    }
  }

  private static void show(PtyConsoleChannel pty, OutputStream shown, ChannelSession session) {
    byte[] buffer = new byte[4096];
    try {
      for (int n = pty.read(buffer); n >= 0; n = pty.read(buffer)) {
        shown.write(buffer, 0, n);
        shown.flush();
      }
    } catch (IOException e) {
      pty.close();
    }
    session.close(false);
  }

  @Override
  public void setExitCallback(ExitCallback callback) {}

  @Override
  public void destroy(ChannelSession session) {
    PtyConsoleChannel started = pty;
    if (started != null) {
      started.close();
    }
  }
}
