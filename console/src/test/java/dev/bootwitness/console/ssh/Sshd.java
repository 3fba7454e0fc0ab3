package dev.bootwitness.console.ssh;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Debian's own OpenSSH server on the loopback, with a configuration and keys of a test: it knows
 * nothing of the host's, and ends with the test.
 */
final class Sshd implements AutoCloseable {

  private static final Path PROGRAM = Path.of("/usr/sbin/sshd");

  /** Where OpenSSH as Debian builds it separates privileges; made at boot by its service. */
  private static final Path SEPARATION = Path.of("/run/sshd");

  private final Process process;
  private final int port;

  private Sshd(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** A server that lets the caller's user in by the key {@code user} in {@code folder}. */
  static Sshd start(Path folder) throws IOException, InterruptedException {
    assumeTrue(
        Files.isExecutable(PROGRAM),
        "skipped: no " + PROGRAM + "; apt-get install openssh-server brings it");
    if (System.getProperty("user.name").equals("root") && !Files.exists(SEPARATION)) {
      Files.createDirectory(
          SEPARATION,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    }
    makeKey(folder.resolve("host"));
    makeKey(folder.resolve("user"));
    int port = freePort();
    Path config =
        Files.writeString(
            folder.resolve("sshd_config"),
            """
            ListenAddress 127.0.0.1
            Port %d
            HostKey %s
            AuthorizedKeysFile %s
            PidFile none
            StrictModes no
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            UsePAM no
            PermitRootLogin prohibit-password
            PrintMotd no
            PrintLastLog no
            """
                .formatted(port, folder.resolve("host"), folder.resolve("user.pub")));
    Process process =
        new ProcessBuilder(PROGRAM.toString(), "-D", "-e", "-f", config.toString())
            .redirectErrorStream(true)
            .start();
    Sshd sshd = new Sshd(process, port);
    sshd.awaitListening();
    return sshd;
  }

  int port() {
    return port;
  }

  private void awaitListening() throws IOException {
    BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
    StringBuilder all = new StringBuilder();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      all.append(line).append('\n');
      if (line.contains("Server listening on")) {
        // It goes on talking, and must not stop for a full pipe.
        Thread.ofVirtual().start(() -> said.lines().forEach(_ -> {}));
        return;
      }
    }
    throw new IOException("sshd ended: " + all);
  }

  private static void makeKey(Path file) throws IOException, InterruptedException {
    Process made =
        new ProcessBuilder(
                "ssh-keygen", "-q", "-t", "ecdsa", "-N", "", "-C", "", "-f", file.toString())
            .inheritIO()
            .start();
    if (made.waitFor() != 0) {
      throw new IOException("ssh-keygen made no " + file);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return taken.getLocalPort();
    }
  }

  /** Ends the server and the sessions it serves, as a host that goes away does. */
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
