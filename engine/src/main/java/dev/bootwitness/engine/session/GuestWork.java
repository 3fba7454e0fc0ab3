package dev.bootwitness.engine.session;

import dev.bootwitness.engine.run.RunStopped;
import java.util.Optional;

/**
 * What a caller does with the guest after the steps of the spec, on the run's own thread. Events
 * that come of it are in the run's record, and its verdict covers them.
 */
@FunctionalInterface
public interface GuestWork {

  /** Nothing: a run of the spec alone. */
  GuestWork NONE = _ -> {};

  /**
   * Works with the guest. The machine ends after it.
   *
   * @throws RunStopped when the guest is lost, or a step failed
   */
  void with(AttendedGuest guest) throws RunStopped, InterruptedException;

  /**
   * What the run is called in its record and in the ledger; empty: as its spec. Images are cached
   * under the spec's name in any case.
   */
  default Optional<String> name() {
    return Optional.empty();
  }
}
