package dev.bootwitness.engine.observe;

import dev.bootwitness.console.Console;
import dev.bootwitness.diagnosis.Diagnosis;
import dev.bootwitness.diagnosis.catalogue.Cause;
import dev.bootwitness.diagnosis.catalogue.Causes;
import dev.bootwitness.record.Finding;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends waits for a guest once there is a fatal finding: on its console, and on anything else
 * registered here.
 *
 * <p>It waits a little first: the rest of a trace belongs to the evidence, and a boot that seemed
 * stuck may continue, which voids the finding.
 */
public final class HopelessWait {

  /** How soon a boot that seemed stuck would continue. */
  private static final Duration MAY_GO_ON = Duration.ofMillis(800);

  private static final Duration AT_LEAST = Duration.ofMillis(300);

  /** A trace is printed without pauses: after this much silence it is complete. */
  private static final Duration PAUSE = Duration.ofMillis(200);

  /** The longest delay when a console never falls silent. */
  private static final Duration LONGEST = Duration.ofSeconds(5);

  /** A person who paused a machine from outside may let it continue after inspecting it. */
  private static final Duration PAUSED = Duration.ofSeconds(5);

  private static final Duration STEP = Duration.ofMillis(50);

  private final Diagnosis diagnosis;
  private final Console console;
  private final AtomicBoolean watching = new AtomicBoolean();
  private volatile Runnable alsoEnds = () -> {};

  public HopelessWait(Diagnosis diagnosis, Console console) {
    this.diagnosis = diagnosis;
    this.console = console;
  }

  /** Registers another wait to end; it is ended once. */
  public void alsoEnds(Runnable ending) {
    alsoEnds = ending;
  }

  /** To be called after every event; quick. */
  public void look() {
    if (diagnosis.fatal().isPresent() && watching.compareAndSet(false, true)) {
      Thread.ofVirtual().name("hopeless-wait").start(this::endAfterGrace);
    }
  }

  /** Silence that has already lasted counts as the grace period. */
  private Duration grace(Finding finding) {
    if (finding.cause().equals("host/qemu-stalled")) {
      return PAUSED;
    }
    Duration grace =
        Causes.bundled().find(finding.cause()).map(Cause::stop).orElse(false)
            ? MAY_GO_ON
            : AT_LEAST;
    return console.quietNanos() >= grace.toNanos() ? Duration.ZERO : grace;
  }

  private static boolean isFlood(Finding finding) {
    return finding.cause().equals("console/flooded");
  }

  private void endAfterGrace() {
    try {
      long began = System.nanoTime();
      Duration waited = Duration.ZERO;
      Duration grace = diagnosis.fatal().map(this::grace).orElse(Duration.ZERO);
      boolean pauses = diagnosis.fatal().filter(HopelessWait::isFlood).isEmpty();
      while (waited.compareTo(grace) < 0
          || (pauses && console.quietNanos() < PAUSE.toNanos() && waited.compareTo(LONGEST) < 0)) {
        Thread.sleep(STEP);
        waited = Duration.ofNanos(System.nanoTime() - began);
      }
      diagnosis
          .fatal()
          .ifPresent(f -> {
            console.giveUp(f.cause() + ": " + f.detail());
            alsoEnds.run();
          });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      watching.set(false);
    }
  }
}
