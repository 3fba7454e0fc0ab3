package dev.bootwitness.diagnosis;

import dev.bootwitness.record.Event;
import dev.bootwitness.record.Stage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.safere.Pattern;

/**
 * Recognises a system that has come up and offers no login on this console: its last target was
 * reached, no prompt followed, and in the silence after it the processors have nothing to do. Not
 * thread-safe.
 */
final class NoGettyDetector {

  /** systemd's targets that a boot ends with (systemd.special(7)), by name or description. */
  private static final Pattern UP =
      Pattern.compile(
          "Reached target (?:multi-user\\.target|graphical\\.target|Multi-User System|Graphical"
              + " Interface)");

  /** A getty of Type=idle waits up to 5 s for other jobs (systemd.service(5)). */
  private static final double NO_GETTY = 8;

  private Event.@Nullable ConsoleLine up;

  /** Takes a line of the console. */
  void line(Event.ConsoleLine line) {
    if (UP.matcher(line.text()).find()) {
      up = line;
    }
  }

  /** Takes a look at the processors, which is taken in long silence only. */
  Optional<Findings> processors(Event.ProcessorsSeen seen, Stage stage, double silent) {
    Event.ConsoleLine target = up;
    boolean idle = seen.motion().equals("idle") && silent >= NO_GETTY;
    if (target == null || stage != Stage.USERSPACE || !idle) {
      return Optional.empty();
    }
    return Optional.of(
        Findings.about(
                "console/no-getty",
                "the system is up, its processors have nothing to do, and nothing asks for a login",
                "serial",
                ConsoleText.quote(target.text()))
            .line(target.line(), target.offset()));
  }
}
