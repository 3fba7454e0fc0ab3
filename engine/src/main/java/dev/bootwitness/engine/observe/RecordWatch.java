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
 * Notices that the record cannot be kept any more, and says so once, when it happens: a run of
 * which nothing more is kept is not worth its time, and whatever failed later may have failed by
 * that.
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
   * Looks once more before the run is judged, when there is room again: what happened in silence is
   * said now, and what was said is said again if events were lost, which it may be one of.
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
