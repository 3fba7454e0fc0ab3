package dev.bootwitness.diagnosis.facts;

import dev.bootwitness.diagnosis.catalogue.Causes;
import dev.bootwitness.diagnosis.catalogue.Severity;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Stage;
import java.util.Comparator;

/**
 * A finding with the data that decide whether it is the first cause.
 *
 * @param boot which boot of the machine it was seen in, from 1
 * @param stage the stage the machine was in
 * @param time seconds since power-on; negative, from the beginning of the run, for what came before
 * @param order number of the finding in the run
 * @param settled whether its boot came up, and was then ended on purpose
 */
public record RankedFinding(
    Finding finding,
    Severity severity,
    int boot,
    Stage stage,
    double time,
    int order,
    boolean settled) {

  /** The same finding with another weight. */
  RankedFinding with(Severity other) {
    return new RankedFinding(finding, other, boot, stage, time, order, settled);
  }

  /** The same finding in other words. */
  RankedFinding with(Finding other) {
    return new RankedFinding(other, severity, boot, stage, time, order, settled);
  }

  /** The same finding, of a boot that came up all the same. */
  RankedFinding settle() {
    return new RankedFinding(finding, severity, boot, stage, time, order, true);
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
