package dev.bootwitness.diagnosis.detect.console;

import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.diagnosis.kernel.ConsoleText;
import dev.bootwitness.diagnosis.pattern.LinePattern;
import dev.bootwitness.diagnosis.pattern.Signs;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Recognises a login that is restarted repeatedly and ends at once, before anybody could log in:
 * init's complaint or the getty's banner, the same each time, without a lasting prompt. Not
 * thread-safe.
 */
public final class RespawnDetector {

  /** busybox init/init.c; sysvinit src/init.c; a getty's banner names its line (agetty(8), \l). */
  private static final LinePattern STARTED = Signs.of("init-started");

  private static final int TIMES = 4;
  private static final double SECONDS = 3;
  private static final int MOST_KINDS = 20;

  private final Map<String, Seen> seen = new HashMap<>();

  private record Seen(double first, int times) {}

  /**
   * Takes a line before any login prompt; returns the finding once it is certain, and only once.
   */
  public Optional<FindingBuilder> line(double at, String text) {
    if (!STARTED.isIn(text) || (seen.size() >= MOST_KINDS && !seen.containsKey(text))) {
      return Optional.empty();
    }
    Seen before = seen.getOrDefault(text, new Seen(at, 0));
    Seen now = new Seen(before.first(), before.times() + 1);
    seen.put(text, now);
    if (now.times() < TIMES || at - now.first() < SECONDS) {
      return Optional.empty();
    }
    seen.put(text, new Seen(at, Integer.MIN_VALUE));
    return Optional.of(
        FindingBuilder.about(
            "console/no-getty",
            "the login on this console keeps starting and ending at once: %d times in %.0f s"
                .formatted(now.times(), at - now.first()),
            "serial",
            ConsoleText.quote(text)));
  }
}
