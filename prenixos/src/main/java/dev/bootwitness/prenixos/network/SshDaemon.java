package dev.bootwitness.prenixos.network;

import dev.bootwitness.prenixos.tool.ToolOutcome;
import dev.bootwitness.prenixos.tool.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The SSH daemon: started only when root has a key in the image and the daemon itself says that it
 * takes no password, and without waiting for it.
 */
final class SshDaemon {
  private static final List<String> KEYS =
      List.of("root/.ssh/authorized_keys", "etc/ssh/authorized_keys.d/root");
  private static final List<String> UNITS = List.of("ssh.service", "sshd.service");
  private static final List<String> UNIT_FOLDERS =
      List.of("etc/systemd/system", "usr/lib/systemd/system", "lib/systemd/system");

  private static final String HARDENING =
      """
      # Written by pre-nixos.
      PasswordAuthentication no
      KbdInteractiveAuthentication no
      PermitRootLogin prohibit-password
      """;

  private final Tools tools;
  private final Path root;

  SshDaemon(Tools tools, Path root) {
    this.tools = tools;
    this.root = root;
  }

  /** {@code starting}, or {@code off:} and why. */
  String start() {
    List<String> units =
        UNITS.stream()
            .filter(
                u -> UNIT_FOLDERS.stream().anyMatch(f -> Files.exists(root.resolve(f).resolve(u))))
            .toList();
    if (units.isEmpty()) {
      return "off: no sshd is installed";
    }
    if (KEYS.stream().noneMatch(this::hasKey)) {
      return "off: no key for root is in the image";
    }
    try {
      harden();
    } catch (IOException e) {
      return "off: its configuration cannot be written: " + e.getMessage();
    }
    ToolOutcome settings = tools.run("sshd", "-T");
    if (!settings.succeeded()) {
      return "off: " + settings.complaint();
    }
    if (!isHardened(settings.output())) {
      return "off: sshd -T says that passwords are taken";
    }
    ToolOutcome started = tools.run("systemctl", "start", "--no-block", units.getFirst());
    return started.succeeded() ? "starting" : "off: " + started.complaint();
  }

  private boolean hasKey(String file) {
    try (Stream<String> lines = Files.lines(root.resolve(file))) {
      return lines.map(String::strip).anyMatch(l -> !l.isEmpty() && !l.startsWith("#"));
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Where the system keeps its own configuration elsewhere, as NixOS does, it must be hard itself.
   */
  private void harden() throws IOException {
    Path folder = root.resolve("etc/ssh/sshd_config.d");
    if (Files.isWritable(folder)) {
      Files.writeString(folder.resolve("00-pre-nixos.conf"), HARDENING);
    }
    // Debian makes it by RuntimeDirectory of the unit, and sshd -T needs it.
    Files.createDirectories(root.resolve("run/sshd"));
  }

  /** Judges what {@code sshd -T} prints. */
  static boolean isHardened(String settings) {
    List<String> lines = settings.lines().map(String::strip).toList();
    return lines.contains("passwordauthentication no")
        && lines.contains("kbdinteractiveauthentication no")
        && (lines.contains("permitrootlogin without-password")
            || lines.contains("permitrootlogin prohibit-password"));
  }
}
