package dev.bootwitness.engine.observe;

import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.engine.run.RunContext;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.RecordFailure;
import dev.bootwitness.record.RecordListener;
import dev.bootwitness.record.StampedEvent;
import java.util.Optional;

/**
 * Notices when the record cannot be kept any more, and reports it once, when it happens: a run
 * without a record is not worth its time, and later failures may have this cause.
 */
public final class RecordWatch implements RecordListener {
  private final RunContext context;
  private double power = Double.NaN;
  private Optional<Finding> said = Optional.empty();

  public RecordWatch(RunContext context) {
    this.context = context;
  }

  @Override
  public void on(StampedEvent stamped) {
    if (stamped.event() instanceof Event.PoweredOn) {
      power = stamped.seconds();
    }
    if (said.isEmpty()) {
      look(stamped.seconds());
    }
  }

  /**
   * Checks once more before the run is judged, when there is room again: an unreported failure is
   * reported now, and a reported one is reported again if events were lost, since its event may be
   * among them.
   */
  public void again() {
    if (said.isEmpty()) {
      look(context.elapsedNanos() / 1e9);
    } else if (context.record().failures().stream().anyMatch(RecordFailure::isOfEvents)) {
      context.report(said.get());
    }
  }

  private void look(double now) {
    context
        .record()
        .loss()
        .ifPresent(loss -> {
          Finding finding = finding(loss, now);
          said = Optional.of(finding);
          context.report(finding);
        });
  }

  private Finding finding(RecordFailure loss, double now) {
    FindingBuilder finding =
        loss.isOfRoom()
            ? FindingBuilder.about(
                    "host/disk-full",
                    "the record's disk is full; later events may be missing",
                    "host",
                    loss.happened())
                .advice(
                    "Make room on the disk of %1$s (`df -h %1$s`); `bootwitness doctor --clean` removes what killed runs left, old runs lie in .bootwitness/runs, and --project names another place."
                        .formatted(context.options().project()))
            : FindingBuilder.about("host/record-lost", sentence(loss), "host", loss.happened())
                .advice(
                    "Run again, and leave %s alone meanwhile."
                        .formatted(context.record().directory().path()));
    return (Double.isNaN(power) ? finding : finding.at(now - power)).finding();
  }

  private static String sentence(RecordFailure loss) {
    return loss.removed()
        ? "somebody removed " + loss.subject() + " while the run went on"
        : loss.subject() + " could no longer be written";
  }
}
