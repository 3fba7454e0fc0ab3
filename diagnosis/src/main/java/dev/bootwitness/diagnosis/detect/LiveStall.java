package dev.bootwitness.diagnosis.detect;

import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.diagnosis.facts.FindingLog;
import dev.bootwitness.diagnosis.facts.RunFacts;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Stage;
import java.util.Optional;

/**
 * Interprets a stalled guest: its console is silent and its processors are idle. Not thread-safe.
 */
final class LiveStall {

  private final RunFacts facts;
  private final FindingLog log;
  private final ScreenDetector screen;
  private final NoGettyDetector getty = new NoGettyDetector();
  private final SilentStage silent = new SilentStage();

  LiveStall(RunFacts facts, FindingLog log, ScreenDetector screen) {
    this.facts = facts;
    this.log = log;
    this.screen = screen;
  }

  /** Takes a line of the console. */
  void line(Event.ConsoleLine line) {
    getty.line(line.text(), line.line(), line.offset());
  }

  /** The machine starts over. */
  void restarted() {
    getty.restarted();
  }

  /** Takes a sample of the processors; returns the fatal finding that follows, if any. */
  Optional<FindingBuilder> processors(Event.ProcessorsSeen seen) {
    if (seen.motion().equals("idle")) {
      log.standsStill(facts.boot(), facts.stage(), facts.standing());
    }
    return screen
        .processors(seen, facts.stage(), SilentKernel.isHushed(facts), facts.quiet())
        .map(ScreenDetector.Seen::finding)
        .or(() -> getty.processors(seen, facts.stage(), facts.silence()))
        .or(() -> silent.processors(seen, facts, facts.silence()));
  }

  /** Whether a stall now would end this boot. */
  boolean decides() {
    return log.wouldEndStill(facts.boot(), facts.stage())
        || (facts.stage() == Stage.USERSPACE && getty.isUp());
  }
}
