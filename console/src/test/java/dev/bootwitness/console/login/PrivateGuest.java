package dev.bootwitness.console.login;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.ConsoleClock;
import dev.bootwitness.console.ConsoleListener;
import dev.bootwitness.console.channel.PtyConsoleChannel;
import dev.bootwitness.console.channel.PtySize;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Debian's own agetty, login, sudo, doas and su on a pseudo-terminal, over accounts that exist in a
 * private mount namespace only: user {@code guest} (password {@code guest-pw}) and root ({@code
 * root-pw}). The host's files are not touched ({@code private-guest.sh}).
 */
final class PrivateGuest {

  private static final List<String> PROGRAMS =
      List.of(
          "/usr/bin/unshare", "/usr/sbin/agetty", "/usr/bin/sudo", "/usr/bin/doas", "/usr/bin/su");

  private final Path folder;

  /**
   * A guest as defined by its files in {@code folder}; skips the test where it cannot be created.
   */
  PrivateGuest(Path folder) throws IOException {
    assumeTrue(System.getProperty("user.name").equals("root"), "skipped: needs root");
    for (String program : PROGRAMS) {
      assumeTrue(
          Files.isExecutable(Path.of(program)),
          "skipped: no " + program + " (scripts/host-packages test)");
    }
    this.folder = folder;
    try (InputStream script = PrivateGuest.class.getResourceAsStream("private-guest.sh")) {
      Files.write(folder.resolve("private-guest.sh"), script.readAllBytes());
    }
  }

  /** Gives it a file: sudoers, doas.conf, hide or setup. */
  PrivateGuest with(String file, String text) throws IOException {
    if (!text.isEmpty()) {
      Files.writeString(folder.resolve(file), text + "\n");
    }
    return this;
  }

  /** A console at which its getty asks for a name. */
  Console getty() throws IOException {
    return start("getty", List.of());
  }

  /** A console at which {@code guest} is logged in. */
  Console shell(List<String> setprivOptions) throws IOException {
    return start("shell", setprivOptions);
  }

  private Console start(String kind, List<String> options) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "unshare",
                "--mount",
                "sh",
                folder.resolve("private-guest.sh").toString(),
                folder.toString(),
                kind));
    command.addAll(options);
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    builder.environment().put("TERM", "vt220");
    var channel = PtyConsoleChannel.start(builder, new PtySize(80, 24));
    return new Console(channel, ConsoleClock.SYSTEM, ConsoleListener.NONE).start();
  }
}
