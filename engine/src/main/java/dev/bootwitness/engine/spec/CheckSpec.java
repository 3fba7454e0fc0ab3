package dev.bootwitness.engine.spec;

import java.time.Duration;
import java.util.Optional;

/**
 * One expectation about the guest.
 *
 * <p>With {@code within} it is tried until it holds or the time is over; without, once.
 */
public sealed interface CheckSpec {

  /** How a check that is tried once limits its command, with hardware acceleration. */
  Duration ONCE = Duration.ofSeconds(30);

  /** The name in reports; what it does, when the spec gives none. */
  String name();

  /** How long it may take to come true; empty: it must hold at once. */
  Optional<Duration> within();

  /**
   * A command's exit status and output.
   *
   * @param stdin what it reads there, as UTF-8; empty: nothing
   * @param prints what stdout must contain
   * @param matches a regular expression that must match in stdout
   */
  record Run(
      String name,
      String command,
      String stdin,
      int exit,
      Optional<String> prints,
      Optional<String> matches,
      Optional<Duration> within)
      implements CheckSpec {}

  /** The state of a systemd unit. */
  record Unit(String name, String unit, UnitState state, Optional<Duration> within)
      implements CheckSpec {}

  /**
   * A file of the guest.
   *
   * @param exists whether it must be there; {@code contains} and {@code matches} need it
   */
  record File(
      String name,
      String path,
      boolean exists,
      Optional<String> contains,
      Optional<String> matches,
      Optional<Duration> within)
      implements CheckSpec {}

  /** systemd's ActiveState (systemctl(1)), as far as one can wait for it. */
  enum UnitState {
    ACTIVE,
    INACTIVE,
    FAILED
  }
}
