package dev.bootwitness.engine.check;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One expectation about the guest.
 *
 * <p>With {@code within} it is tried until it holds or the time is over; without, once.
 */
public interface CheckSpec {

  /** How a check that is tried once limits its command, with hardware acceleration. */
  Duration ONCE = Duration.ofSeconds(30);

  /** The name in reports; what it does, when the spec gives none. */
  String name();

  /** How long it may take to come true; empty: it must hold at once. */
  Optional<Duration> within();

  /** The check without what is done about its failure. */
  default CheckSpec asked() {
    return this;
  }

  /** Why its failure is tolerated; empty when it is not. */
  default Optional<Quarantine> quarantine() {
    return Optional.empty();
  }

  /** What looks whether it holds. */
  CheckProbe probe(CheckScene scene);

  /** The units that it is about by its kind. */
  default List<String> units() {
    return List.of();
  }

  /** Whether its text names a unit. */
  default boolean names(String unit) {
    return units().contains(unit);
  }

  /** The file that it waits for; empty when it waits for none. */
  default String awaitedFile() {
    return "";
  }

  /** Whether it waits until systemd has nothing left to do. */
  default boolean awaitsAllJobs() {
    return false;
  }

  /** The cause, in the catalogue, when the unit that it waits for goes on and on. */
  default String causeOfWaiting() {
    return "systemd/unit-stuck";
  }
}
