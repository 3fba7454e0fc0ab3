package dev.bootwitness.engine.run;

import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.engine.binding.Scale;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.RecordListener;
import dev.bootwitness.record.StampedEvent;
import java.time.Duration;
import java.util.Optional;

/**
 * The time of a whole run. When it is up, the run's thread is interrupted; whoever owns something
 * that evidence can be taken from then asks {@link #isUp} and takes it.
 *
 * <p>It is wall-clock time, since it serves whoever waits for the run, and is not stretched on a
 * slow host. Thread-safe.
 */
public final class RunTime implements RecordListener, AutoCloseable {

  /** What evidence and verdict need at most. */
  private static final Duration RESERVE = Duration.ofSeconds(20);

  /** A short run cannot spare that. */
  private static final int SHARE = 5;

  private final Optional<Duration> within;
  private final Optional<Thread> watch;
  private volatile boolean up;
  private volatile String phase = "the start";
  private volatile String check = "";
  private volatile String awaited = "";

  private RunTime(Optional<Duration> within, Thread run) {
    this.within = within;
    this.watch =
        within.map(limit ->
            Thread.ofVirtual()
                .name("run-time")
                .start(() -> watch(limit.minus(reserve(limit)), run)));
  }

  /** Begins now, for the run of the calling thread; empty for a run without a limit. */
  public static RunTime begin(Optional<Duration> within) {
    return new RunTime(within, Thread.currentThread());
  }

  private static Duration reserve(Duration within) {
    Duration share = within.dividedBy(SHARE);
    return share.compareTo(RESERVE) < 0 ? share : RESERVE;
  }

  private void watch(Duration limit, Thread run) {
    try {
      Thread.sleep(limit);
      up = true;
      run.interrupt();
    } catch (InterruptedException closed) {
      // The run has ended in time.
    }
  }

  @Override
  public void on(StampedEvent stamped) {
    if (up) {
      return; // what comes now is the consequence
    }
    switch (stamped.event()) {
      case Event.PhaseStarted started -> {
        phase = started.phase();
        awaited = "";
      }
      case Event.CheckStarted started -> check = started.name();
      case Event.CheckEnded _ -> check = "";
      case Event.Awaiting wait ->
          awaited = wait.why().isEmpty() ? wait.what() : wait.what() + ": " + wait.why();
      default -> {}
    }
  }

  /** Whether the run was interrupted because its time was up. */
  public boolean isUp() {
    return up;
  }

  /** What the run was doing when its time was up; a clean interrupt flag comes with it. */
  public RunStopped stop() {
    var _ = Thread.interrupted();
    return new RunStopped(finding());
  }

  private Finding finding() {
    String step = check.isEmpty() ? "phase " + phase : "step \"" + check + "\"";
    String wait = awaited.isEmpty() ? "" : ", waiting for " + awaited;
    return FindingBuilder.about(
            "run/timed-out",
            "the time of the whole run, %s, was up in %s%s"
                .formatted(Scale.NONE.words(within.orElse(Duration.ZERO)), step, wait),
            "host",
            "")
        .subject(check.isEmpty() ? phase : check)
        .advice(
            "Raise `within` of the spec, or find out why this took so long: report.html has the times"
                + " of all phases, and what is usual for them.")
        .finding();
  }

  @Override
  public void close() {
    watch.ifPresent(Thread::interrupt);
  }
}
