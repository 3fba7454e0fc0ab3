package dev.bootwitness.engine.check;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A check whose failure is tolerated for a time. */
record QuarantinedCheck(CheckSpec asked, Quarantine why) implements CheckSpec {

  @Override
  public Optional<Quarantine> quarantine() {
    return Optional.of(why);
  }

  @Override
  public String name() {
    return asked.name();
  }

  @Override
  public Optional<Duration> within() {
    return asked.within();
  }

  @Override
  public CheckProbe probe(CheckScene scene) {
    return asked.probe(scene);
  }

  @Override
  public List<String> units() {
    return asked.units();
  }

  @Override
  public boolean names(String unit) {
    return asked.names(unit);
  }

  @Override
  public String awaitedFile() {
    return asked.awaitedFile();
  }

  @Override
  public boolean awaitsAllJobs() {
    return asked.awaitsAllJobs();
  }

  @Override
  public String causeOfWaiting() {
    return asked.causeOfWaiting();
  }

  /** That of the check itself: it asks the guest the same. */
  @Override
  public String toString() {
    return asked.toString();
  }
}
