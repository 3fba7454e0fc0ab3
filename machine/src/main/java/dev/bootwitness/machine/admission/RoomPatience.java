package dev.bootwitness.machine.admission;

import dev.bootwitness.machine.failure.MachineException;
import dev.bootwitness.machine.failure.MachineFailure;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How long a machine waits while no other one ends, or ends its boot. A queue that moves may be
 * long; one that stands still may wait for the waiting machine itself. For one thread.
 */
final class RoomPatience {

  private final Optional<Duration> most;
  private Set<String> before = new HashSet<>();
  private long since;

  /**
   * At the beginning of a wait.
   *
   * @param most empty for no limit
   * @param now as of {@link System#nanoTime}
   */
  RoomPatience(Optional<Duration> most, long now) {
    this.most = most;
    this.since = now;
  }

  /**
   * Looks at who holds the host now.
   *
   * @param why what is waited for
   * @throws MachineException with {@link MachineFailure.NoRoom} when nobody has left for too long
   */
  void requireAny(String why, List<MachineRegistry.Line> holders, long now)
      throws MachineException {
    Set<String> names =
        holders.stream()
            .map(line -> line.name() + (line.boots() ? " boots" : " runs"))
            .collect(Collectors.toSet());
    if (!names.containsAll(before)) {
      since = now;
    }
    before = names;
    if (most.isPresent() && now - since >= most.get().toNanos()) {
      throw new MachineException(
          new MachineFailure.NoRoom(
              why,
              most.get(),
              holders.stream().map(MachineRegistry.Line::words).sorted().toList()));
    }
  }
}
