package dev.bootwitness.engine;

import dev.bootwitness.diagnosis.Findings;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.RecordListener;
import dev.bootwitness.record.StampedEvent;
import java.util.Optional;

/**
 * Notices that the record's disk is full, and says so once, when it happens: a run of which nothing
 * more is kept is not worth its time, and whatever failed later may have failed by that.
 */
final class DiskWatch implements RecordListener {
  private final RunContext context;
  private double power = Double.NaN;
  private Optional<Finding> said = Optional.empty();

  DiskWatch(RunContext context) {
    this.context = context;
  }

  @Override
  public void on(StampedEvent stamped) {
    if (stamped.event() instanceof Event.PoweredOn) {
      power = stamped.seconds();
    }
    if (said.isEmpty() && context.record().isDiskFull()) {
      Finding finding = finding(stamped.seconds());
      said = Optional.of(finding);
      context.report(finding);
    }
  }

  /** Says it again, now that there is room for the end of the record; the first was not kept. */
  void again() {
    said.ifPresent(context::report);
  }

  private Finding finding(double now) {
    Findings finding =
        Findings.about(
                "host/disk-full",
                "the disk of the record is full: what came after is not in it",
                "host",
                context.record().failures().getFirst().sentence())
            .advice(
                "Make room on the disk of %1$s (`df -h %1$s`); `bootwitness doctor --clean` removes what killed runs left, old runs lie in .bootwitness/runs, and --project names another place."
                    .formatted(context.options().project()));
    return (Double.isNaN(power) ? finding : finding.at(now - power)).finding();
  }
}
