package dev.bootwitness.diagnosis.detect.console;

import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.diagnosis.facts.RunFacts;
import dev.bootwitness.diagnosis.kernel.ConsoleText;
import dev.bootwitness.diagnosis.stage.StageSigns;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Stage;
import java.util.Optional;

/**
 * Recognises a kernel that another one has started (kexec), which neither a reset nor the firmware
 * reveals: while commands go over the side channel, they print nothing on the console, so a
 * kernel's first line there comes from a starting kernel.
 */
public final class KexecDetector {

  private KexecDetector() {}

  /** What a console line says about it. */
  public static Optional<FindingBuilder> line(Event.ConsoleLine line, RunFacts facts) {
    boolean quiet = facts.stage() == Stage.READY && facts.present().sideOpen() && !facts.asking();
    if (!quiet || facts.shuttingDown() || !line.text().contains("Linux version ")) {
      return Optional.empty();
    }
    ConsoleText text = ConsoleText.of(line.text());
    if (!text.stamped() || text.uptime() > 0 || !StageSigns.kernelBanner(text.body())) {
      return Optional.empty();
    }
    return Optional.of(
        FindingBuilder.about(
                "guest/unexpected-reboot",
                "another kernel started during the checks, without a reset of the machine",
                "serial",
                ConsoleText.quote(line.text()))
            .line(line.line(), line.offset()));
  }
}
