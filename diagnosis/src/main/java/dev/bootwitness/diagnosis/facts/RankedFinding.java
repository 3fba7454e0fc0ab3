package dev.bootwitness.diagnosis.facts;

import dev.bootwitness.diagnosis.catalogue.Causes;
import dev.bootwitness.diagnosis.catalogue.Severity;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Stage;
import java.util.Comparator;

/**
 * A finding with what decides whether it is the first cause.
 *
 * @param boot which boot of the machine it was seen in, from 1
 * @param stage the stage the machine was in
 * @param time seconds: since power-on, or since the run began for what was before it (then
 *     negative)
 * @param order number of the finding in the run
 */
public record RankedFinding(
    Finding finding, Severity severity, int boot, Stage stage, double time, int order) {

  /** The same, weighing otherwise. */
  RankedFinding with(Severity other) {
    return new RankedFinding(finding, other, boot, stage, time, order);
  }

  /** The same finding, told otherwise. */
  RankedFinding with(Finding other) {
    return new RankedFinding(other, severity, boot, stage, time, order);
  }

  /**
   * The order of causes: earlier boot, earlier stage, earlier time, heavier, prerequisite before
   * what depends on it (the order of the catalogue), found earlier.
   */
  public static Comparator<RankedFinding> causalOrder(Causes causes) {
    return Comparator.comparingInt(RankedFinding::boot)
        .thenComparing(RankedFinding::stage)
        .thenComparingDouble(RankedFinding::time)
        .thenComparing(RankedFinding::severity, Comparator.reverseOrder())
        .thenComparingInt(weighed -> causes.position(weighed.finding.cause()))
        .thenComparingInt(RankedFinding::order);
  }
}
