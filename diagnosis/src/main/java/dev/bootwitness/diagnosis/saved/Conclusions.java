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

/** Findings that are concluded at the end of a saved log: each cause once, after all lines. */
final class Conclusions {
  /** After everything that was seen on the way. */
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

  /** The same, with the severity that a rule gives it. */
  void add(
      String cause, Severity severity, String detail, String channel, LogLine line, Stage stage) {
    if (!log().has(cause)) {
      add(about(cause, detail, channel, line).finding(), severity, stage);
    }
  }

  /** The same, with advice instead of the cause's own, unless it is empty. */
  void add(String cause, String detail, String channel, LogLine line, Stage stage, String advice) {
    add(cause, "", detail, channel, line, stage, advice);
  }

  /** A cause of a unit, unless the cause is known; a unit may fail beside others. */
  void unit(String cause, String unit, String detail, LogLine line) {
    add(cause, unit, detail, "guest", line, Stage.LOGIN, "");
  }

  private void add(
      String cause,
      String subject,
      String detail,
      String channel,
      LogLine line,
      Stage stage,
      String advice) {
    FindingBuilder finding = about(cause, detail, channel, line).subject(subject);
    add(advice.isEmpty() ? finding : finding.advice(advice), stage);
  }

  private FindingBuilder about(String cause, String detail, String channel, LogLine line) {
    return FindingBuilder.about(
            causes.get(cause), ConsoleText.quote(detail), channel, ConsoleText.quote(line.text()))
        .line(line.number(), line.offset());
  }

  /** A finding with the severity of its cause, unless the cause is known. */
  void add(FindingBuilder found, Stage stage) {
    Finding finding = found.finding();
    if (!log().has(finding.cause()) || causes.is(finding.cause(), Trait.PER_UNIT)) {
      add(finding, causes.get(finding.cause()).severity(), stage);
    }
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
