package dev.bootwitness.engine;

import dev.bootwitness.console.Console;
import dev.bootwitness.diagnosis.Diagnosis;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends what is awaited on a console once a fatal finding stands.
 *
 * <p>It waits a little first: the rest of a trace belongs to the evidence, and a boot that seemed
 * to stand still may go on, which voids the finding.
 */
final class HopelessWait {

  private static final Duration GRACE = Duration.ofMillis(800);

  private final Diagnosis diagnosis;
  private final Console console;
  private final AtomicBoolean watching = new AtomicBoolean();

  HopelessWait(Diagnosis diagnosis, Console console) {
    this.diagnosis = diagnosis;
    this.console = console;
  }

  /** To be called after every event; quick. */
  void look() {
    if (diagnosis.fatal().isPresent() && watching.compareAndSet(false, true)) {
      Thread.ofVirtual().name("hopeless-wait").start(this::endAfterGrace);
    }
  }

  private void endAfterGrace() {
    try {
      Thread.sleep(GRACE);
      diagnosis.fatal().ifPresent(f -> console.giveUp(f.cause() + ": " + f.detail()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      watching.set(false);
    }
  }
}
