package dev.bootwitness.diagnosis.detect;

import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.diagnosis.kernel.ConsoleText;
import dev.bootwitness.diagnosis.pattern.LinePattern;
import dev.bootwitness.diagnosis.pattern.Signs;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Stage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Recognises a system that has come up and offers no login on this console: its last target was
 * reached, no prompt followed, and in the silence after it the processors are idle. Not
 * thread-safe.
 */
final class NoGettyDetector {

  /** The systemd targets with which a boot ends (systemd.special(7)), by name or description. */
  private static final LinePattern UP = Signs.of("getty-up");

  /**
   * A systemd that shows its targets shows each unit that it starts, a login before the target that
   * wants it (systemd.target(5), default dependencies). Names other than a getty's are possible.
   */
  private static final LinePattern LOGIN_STARTED = Signs.of("getty-login-started");

  /** A getty of Type=idle waits up to 5 s for other jobs (systemd.service(5)). */
  private static final double NO_PROMPT = 8;

  /** If no login was started, only chance could produce one. */
  private static final double NO_GETTY = 1;

  private Event.@Nullable ConsoleLine up;
  private boolean started;

  /** Takes a line of the console. */
  void line(Event.ConsoleLine line) {
    if (line.text().contains("Reached target") && UP.isIn(line.text())) {
      up = line;
    }
    started |= line.text().contains("Started") && LOGIN_STARTED.isIn(line.text());
  }

  /** The machine starts over, and everything must be observed again. */
  void restarted() {
    up = null;
    started = false;
  }

  /** Whether the last target was reached. */
  boolean isUp() {
    return up != null;
  }

  /** Takes a sample of the processors, which is taken only in long silence. */
  Optional<FindingBuilder> processors(Event.ProcessorsSeen seen, Stage stage, double silent) {
    Event.ConsoleLine target = up;
    boolean idle = seen.motion().equals("idle") && silent >= (started ? NO_PROMPT : NO_GETTY);
    if (target == null || stage != Stage.USERSPACE || !idle) {
      return Optional.empty();
    }
    return Optional.of(
        FindingBuilder.about(
                "console/no-getty",
                started
                    ? "the system is up, its processors have nothing to do, and nothing asks for a login"
                    : "the system is up without having started a login on any console, and its processors have nothing to do",
                "serial",
                ConsoleText.quote(target.text()))
            .line(target.line(), target.offset()));
  }
}
