package dev.bootwitness.diagnosis.detect;

import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.diagnosis.facts.RunFacts;
import dev.bootwitness.diagnosis.facts.RunTiming;
import dev.bootwitness.diagnosis.kernel.ConsoleText;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Stage;
import dev.bootwitness.record.Usual;
import java.util.Locale;
import java.util.Optional;

/**
 * Recognises a boot that has been silent in a stage for many times its usual duration (in passing
 * runs of the same spec on the same accelerator) while the processors are idle. A merely slow
 * machine is busy, and a habitual wait is part of the usual times.
 */
final class SilentStage {

  /** This many times the longest usual time; */
  private static final double FACTOR = 10;

  /** and never less than this, in seconds: what a lease or a device takes when it is late. */
  private static final double FLOOR = 12;

  /** The finding, once the silence in seconds is long enough. */
  Optional<FindingBuilder> processors(Event.ProcessorsSeen seen, RunFacts facts, double silence) {
    boolean early = facts.stage() == Stage.POWER_ON || facts.stage().compareTo(Stage.LOGIN) >= 0;
    if (early || !seen.motion().equals("idle") || Double.isInfinite(silence)) {
      return Optional.empty();
    }
    return new RunTiming(facts)
        .usualOf(facts.stage())
        .filter(usual -> usual.most() != null && silence >= limit(usual))
        .map(usual -> finding(facts, usual, silence));
  }

  private static double limit(Usual.Time usual) {
    Double most = usual.most();
    return Math.max(FLOOR, FACTOR * (most == null ? usual.seconds() : most));
  }

  /** An initramfs from which the passing runs came to their login at once is the whole system. */
  private static boolean isSystem(RunFacts facts) {
    return facts.stage() == Stage.USERSPACE
        || (facts.stage() == Stage.INITRD
            && new RunTiming(facts).usualOf(Stage.USERSPACE).isEmpty());
  }

  private static FindingBuilder finding(RunFacts facts, Usual.Time usual, double silence) {
    Stage stage = facts.stage();
    String cause = isSystem(facts) ? "console/no-getty" : "console/stalled";
    String detail =
        String.format(
            Locale.ROOT,
            "nothing came for %.0f s in stage %s, which usually lasts %.1f s, and the processors have"
                + " nothing to do",
            silence,
            stage.id(),
            usual.seconds());
    return facts.present().lastLine() != null
            && facts.present().lastLine().event() instanceof Event.ConsoleLine last
        ? FindingBuilder.about(cause, detail, "serial", ConsoleText.quote(last.text()))
            .line(last.line(), last.offset())
        : FindingBuilder.about(cause, detail, "serial", "");
  }
}
