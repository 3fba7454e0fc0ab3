package dev.bootwitness.machine;

import dev.bootwitness.machine.failure.MachineFailure;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How QEMU ended.
 *
 * @param status its exit status, 128+n for signal n
 * @param requested whether this program asked it to
 * @param reason the reason of its SHUTDOWN event, e.g. {@code guest-shutdown}; null when it sent
 *     none
 * @param stderr the end of what it wrote to stderr and stdout
 */
public record MachineExit(int status, boolean requested, @Nullable String reason, String stderr) {

  /** What went wrong; empty when QEMU was asked to end or the guest powered off. */
  public Optional<MachineFailure> failure() {
    if (requested || (status == 0 && reason != null)) {
      return Optional.empty();
    }
    return Optional.of(new MachineFailure.Died(status, stderr.strip()));
  }
}
