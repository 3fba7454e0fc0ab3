package demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** OpenSSH's client, with a key that only this test has. */
record Ssh(Path identity) {

  static Ssh withNewKey(Path folder) {
    Path identity = folder.resolve("id");
    output(List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", identity.toString()));
    return new Ssh(identity);
  }

  /** The public key, a line for authorized_keys. */
  String key() {
    try {
      return Files.readString(Path.of(identity + ".pub"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a command prints that root runs over a port of this host. */
  String run(int port, String command) {
    return output(
        List.of("ssh", "-p", Integer.toString(port), "-i", identity.toString(), "-F", "none",
            "-o", "BatchMode=yes", "-o", "IdentitiesOnly=yes", "-o", "ConnectTimeout=60",
            "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR",
            "root@127.0.0.1", command));
  }

  private static String output(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      int exit = process.waitFor();
      if (exit != 0) {
        throw new AssertionError(command.getFirst() + " exited " + exit + ": " + said);
      }
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
