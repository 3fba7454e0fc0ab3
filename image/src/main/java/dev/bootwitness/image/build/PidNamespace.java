package dev.bootwitness.image.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A process namespace of its own for a command (pid_namespaces(7)): when its first process dies,
 * the kernel ends all others in it.
 *
 * <p>Nix gives every builder a session of its own, so the death of Nix and its process group leaves
 * what a builder has started running. A Nix that builds through its daemon does not need this: the
 * daemon ends a build whose client is gone.
 */
final class PidNamespace {

  /** With /proc of the namespace, in which programs look themselves up (unshare(1)). */
  private static final List<String> UNSHARE =
      List.of("unshare", "--pid", "--fork", "--kill-child", "--mount-proc");

  private static final Duration WITHIN = Duration.ofSeconds(5);

  private PidNamespace() {}

  /** The command in a namespace of its own if this host allows that; else unchanged. */
  static List<String> around(List<String> command) throws InterruptedException {
    return possible() ? within(command) : command;
  }

  private static List<String> within(List<String> command) {
    List<String> argv = new ArrayList<>(UNSHARE);
    argv.addAll(command);
    return argv;
  }

  private static boolean possible() throws InterruptedException {
    return isRoot()
        && HostCommand.answer(within(List.of("true")), Path.of("/"), Map.of(), WITHIN).isPresent();
  }

  private static boolean isRoot() {
    try {
      return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    } catch (IOException e) {
      return false;
    }
  }
}
