package dev.bootwitness.engine.step;

import dev.bootwitness.console.shell.CommandResult;
import dev.bootwitness.engine.check.GuestShell;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What tells one boot of a guest from another, and one guest from another.
 *
 * @param boot the boot id, which the kernel draws when it starts (proc_sys_kernel(5))
 * @param machine the content of /etc/machine-id (machine-id(5)); empty when there is none
 * @param root the UUID of the root file system, or else its device; empty when not known
 */
record GuestIdentity(String boot, String machine, String root) {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Three lines, of which each may be empty. A live system's root has no device of its own. */
  private static final String QUESTION =
      "echo \"$(cat /proc/sys/kernel/random/boot_id)\"; echo \"$(cat /etc/machine-id 2>/dev/null)\";"
          + " r=$(findmnt -n -o UUID / 2>/dev/null); [ -n \"$r\" ] || while read -r d m x; do"
          + " [ \"$m\" = / ] && r=$d; done </proc/mounts; echo \"$r\"";

  private static final List<String> NO_DEVICE = List.of("overlay", "rootfs", "tmpfs", "none");

  /** Asks the guest; empty when it does not answer. */
  static Optional<GuestIdentity> of(GuestShell guest) throws InterruptedException {
    if (!(guest.run(QUESTION, PATIENCE) instanceof CommandResult.Completed answer)
        || answer.exit() != 0) {
      return Optional.empty();
    }
    List<String> lines = answer.stdout().text().lines().map(String::strip).toList();
    return lines.size() == 3
        ? Optional.of(new GuestIdentity(lines.get(0), lines.get(1), lines.get(2)))
        : Optional.empty();
  }

  /** Whether its root file system outlives a boot, as far as is known. */
  private boolean lasts() {
    return !root.isEmpty() && !NO_DEVICE.contains(root);
  }

  /** Whether the other is on another root file system, both being known. */
  boolean hasAnotherRoot(GuestIdentity other) {
    return lasts() && other.lasts() && !root.equals(other.root);
  }

  /** Whether the other, on the same root file system, takes itself for another machine. */
  boolean isAnotherMachine(GuestIdentity other) {
    return lasts() && root.equals(other.root) && !machine.equals(other.machine);
  }
}
