package dev.bootwitness.diagnosis.detect;

import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.diagnosis.kernel.ConsoleText;
import dev.bootwitness.diagnosis.pattern.LinePattern;
import dev.bootwitness.diagnosis.pattern.Signs;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Stage;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Recognises a systemd that has come up and offers no login on this console. In a live run its last
 * target was reached, no prompt followed, and in the silence after it the processors are idle. In a
 * saved log its last target was reached, and no login on a serial console was started. Not
 * thread-safe.
 */
public final class NoGettyDetector {
  private static final String CAUSE = "console/no-getty";

  /** The targets with which a boot ends. */
  private static final LinePattern UP = Signs.of("login-up");

  private static final LinePattern STARTED = Signs.of("login-started");
  private static final LinePattern STARTED_SERIAL = Signs.of("login-started-serial");

  /** A getty of Type=idle waits up to 5 s for other jobs (systemd.service(5)). */
  private static final double NO_PROMPT = 8;

  /** If no login was started, only chance could produce one. */
  private static final double NO_GETTY = 1;

  private @Nullable Target up;
  private boolean started;
  private boolean startedSerial;

  /** The line in which systemd reached the last target. */
  private record Target(String text, long line, long offset) {}

  /** Takes a line of the console, with its number and the offset of its first byte. */
  public void line(String text, long line, long offset) {
    if (text.contains("Reached target") && UP.isIn(text)) {
      up = new Target(text, line, offset);
    }
    if (text.contains("Started")) {
      startedSerial |= STARTED_SERIAL.isIn(text);
      started |= startedSerial || STARTED.isIn(text);
    }
  }

  /** The expressions of the lines that a saved log is searched for. */
  public static List<String> expressions() {
    return Stream.of(UP, STARTED_SERIAL).flatMap(sign -> sign.texts().stream()).toList();
  }

  /** The machine starts over, and everything must be observed again. */
  void restarted() {
    up = null;
    started = false;
    startedSerial = false;
  }

  /** Whether the last target was reached. */
  public boolean isUp() {
    return up != null;
  }

  /** Whether a login on a serial console was started. */
  public boolean isStartedOnSerial() {
    return startedSerial;
  }

  /** Takes a sample of the processors, which is taken only in long silence. */
  Optional<FindingBuilder> processors(Event.ProcessorsSeen seen, Stage stage, double silent) {
    boolean idle = seen.motion().equals("idle") && silent >= (started ? NO_PROMPT : NO_GETTY);
    return stage == Stage.USERSPACE && idle
        ? found(
            started
                ? "the system is up and its processors are idle, but nothing asks for a login"
                : "the system is up without having started a login on any console, and its processors are idle")
        : Optional.empty();
  }

  /** What a log shows that ends before any login. */
  public Optional<FindingBuilder> logEnded() {
    return startedSerial
        ? Optional.empty()
        : found("systemd reached its last target without starting a login on a serial console");
  }

  private Optional<FindingBuilder> found(String detail) {
    return Optional.ofNullable(up)
        .map(target ->
            FindingBuilder.about(CAUSE, detail, "serial", ConsoleText.quote(target.text()))
                .line(target.line(), target.offset()));
  }
}
