package dev.bootwitness.diagnosis.detect;

import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.diagnosis.facts.FindingLog;
import dev.bootwitness.diagnosis.facts.RunFacts;
import dev.bootwitness.diagnosis.kernel.ConsoleText;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Stage;
import java.util.Optional;

/**
 * Recognises a machine that stands at its firmware after the image had shown that this firmware
 * cannot start it. What a BIOS started instead may keep a processor busy: it jumps into an empty
 * boot sector and executes zeros.
 */
final class ForetoldStop {
  private static final String CAUSE = "firmware/no-bootable-device";

  /** Seconds without any change. A BIOS, emulated on a busy host, starts a disk within five. */
  private static final double STANDS = 10;

  /** The finding, fatal, once the screen has stood still for long enough. */
  static Optional<FindingBuilder> screen(Event.ScreenSeen seen, RunFacts facts, FindingLog log) {
    boolean stands = Math.min(seen.silent(), seen.unchanged()) >= STANDS;
    if (!stands || facts.stage().compareTo(Stage.FIRMWARE) > 0 || !log.foretells(CAUSE)) {
      return Optional.empty();
    }
    String last = seen.text().strip().lines().reduce("", (_, line) -> line);
    String where = last.isEmpty() ? "an empty screen" : ConsoleText.quote(last);
    return Optional.of(
        FindingBuilder.about(
            CAUSE,
            "nothing has changed for %.0f s in stage %s"
                .formatted(seen.unchanged(), facts.stage().id()),
            "screen",
            where + (seen.file().isEmpty() ? "" : "  (" + seen.file() + ")")));
  }

  private ForetoldStop() {}
}
