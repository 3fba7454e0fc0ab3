package dev.bootwitness.diagnosis.saved;

import dev.bootwitness.diagnosis.attribution.Session;
import dev.bootwitness.diagnosis.detect.Detectors;
import dev.bootwitness.diagnosis.log.LogLine;
import dev.bootwitness.diagnosis.stage.StageChange;
import dev.bootwitness.diagnosis.stage.StageTracker;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Stage;
import dev.bootwitness.record.StampedEvent;
import java.time.Instant;

/**
 * What a saved log shows, as the events of a run: the way from its lines to the {@link Detectors}.
 * Not thread-safe.
 */
final class LogEvents {
  private final LogFacts log;
  private final Detectors diagnosis;
  private final StageTracker tracker = new StageTracker();
  private boolean poweredOn;

  LogEvents(LogFacts log) {
    this.log = log;
    this.diagnosis = log.diagnosis();
  }

  /** How far the boot is. */
  StageTracker tracker() {
    return tracker;
  }

  /** The log's clock may have begun: then the machine is on. */
  void clocked() {
    if (log.clock.known() && !poweredOn) {
      poweredOn = true;
      feed(0, new Event.PoweredOn());
    }
  }

  /** A whole line that the machine said. */
  void accept(LogLine line) {
    var _ = diagnosis.accept(stamped(line));
  }

  void reach(StageChange change, LogLine line) {
    boolean restart = change instanceof StageChange.Restarted;
    Stage stage =
        switch (change) {
          case StageChange.Reached(Stage to, String evidence) -> to;
          case StageChange.Restarted(Stage from, String evidence) -> from;
        };
    if (restart) {
      if (log.session.shutdownAsked() || log.own.asked()) {
        diagnosis.restartAsked();
      }
      if (log.inSession) {
        log.guest.ended(log.session, line);
      }
      log.inSession = false;
      log.session = new Session();
      log.own.restarted();
      log.clock.restarted();
    }
    feed(log.clock.nanos(), new Event.StageReached(stage, line.number(), line.text()));
    log.reached.add(
        new LogFacts.Reached(stage, diagnosis.facts().boot(), line, log.clock.seconds()));
  }

  void shellShown(LogLine line) {
    log.signs.shell();
    if (tracker.stage().compareTo(Stage.LOGIN) < 0) {
      reach(new StageChange.Reached(Stage.LOGIN, line.text()), line);
      var _ = tracker.line("shell login: ");
    }
  }

  StampedEvent stamped(LogLine line) {
    return event(
        log.clock.nanos(), new Event.ConsoleLine(line.number(), line.offset(), line.text()));
  }

  private static StampedEvent event(long nanos, Event event) {
    return new StampedEvent(0, nanos, Instant.EPOCH, event);
  }

  private void feed(long nanos, Event event) {
    var _ = diagnosis.accept(event(nanos, event));
  }

  void made(Finding finding) {
    feed(log.clock.nanos(), new Event.FindingMade(finding));
  }
}
