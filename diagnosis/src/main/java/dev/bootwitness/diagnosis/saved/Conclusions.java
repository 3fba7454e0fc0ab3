package dev.bootwitness.diagnosis.saved;

import dev.bootwitness.diagnosis.catalogue.Causes;
import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.diagnosis.catalogue.Severity;
import dev.bootwitness.diagnosis.detect.Detectors;
import dev.bootwitness.diagnosis.facts.FindingLog;
import dev.bootwitness.diagnosis.facts.RunFacts;
import dev.bootwitness.diagnosis.kernel.ConsoleText;
import dev.bootwitness.diagnosis.log.LogLine;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Stage;

/**
 * FindingBuilder that are concluded at the end of a saved log: each cause once, behind all lines.
 */
final class Conclusions {
  /** Behind whatever was seen on the way. */
  private static final double ORDER = Double.MAX_VALUE / 2;

  private final Detectors diagnosis;
  private final Causes causes = Causes.bundled();

  Conclusions(Detectors diagnosis) {
    this.diagnosis = diagnosis;
  }

  /**
   * Adds a cause with the line that shows it, unless it is known; a unit may fail beside others.
   */
  void add(String cause, String detail, String channel, LogLine line, Stage stage) {
    if (log().has(cause) && !cause.startsWith("systemd/unit-")) {
      return;
    }
    Finding finding =
        FindingBuilder.about(
                cause, ConsoleText.quote(detail), channel, ConsoleText.quote(line.text()))
            .line(line.number(), line.offset())
            .finding();
    add(finding, causes.get(cause).severity(), stage);
  }

  void add(Finding finding, Severity severity, Stage stage) {
    diagnosis.conclude(finding, severity, stage, ORDER);
  }

  Causes causes() {
    return causes;
  }

  FindingLog log() {
    return diagnosis.log();
  }

  RunFacts facts() {
    return diagnosis.facts();
  }
}
