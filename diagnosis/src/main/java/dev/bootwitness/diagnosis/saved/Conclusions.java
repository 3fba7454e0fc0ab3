package dev.bootwitness.diagnosis.saved;

import dev.bootwitness.diagnosis.catalogue.Causes;
import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.diagnosis.catalogue.Severity;
import dev.bootwitness.diagnosis.catalogue.Trait;
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
  private final Causes causes;

  Conclusions(Detectors diagnosis) {
    this.diagnosis = diagnosis;
    this.causes = diagnosis.log().causes();
  }

  /**
   * Adds a cause with the line that shows it, unless it is known; a unit may fail beside others.
   */
  void add(String cause, String detail, String channel, LogLine line, Stage stage) {
    add(cause, detail, channel, line, stage, "");
  }

  /** The same with advice in place of the cause's own, unless it is empty. */
  void add(String cause, String detail, String channel, LogLine line, Stage stage, String advice) {
    if (log().has(cause) && !causes.is(cause, Trait.PER_UNIT)) {
      return;
    }
    FindingBuilder finding =
        FindingBuilder.about(
                causes.get(cause),
                ConsoleText.quote(detail),
                channel,
                ConsoleText.quote(line.text()))
            .line(line.number(), line.offset());
    add(
        (advice.isEmpty() ? finding : finding.advice(advice)).finding(),
        causes.get(cause).severity(),
        stage);
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
