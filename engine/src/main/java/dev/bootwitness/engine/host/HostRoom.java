package dev.bootwitness.engine.host;

import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.engine.run.OpenPhase;
import dev.bootwitness.engine.run.RunContext;
import dev.bootwitness.engine.run.RunStopped;
import dev.bootwitness.engine.run.UserCache;
import dev.bootwitness.machine.accelerator.AcceleratorChoice;
import dev.bootwitness.machine.admission.Admission;
import dev.bootwitness.machine.admission.AdmissionPermit;
import dev.bootwitness.machine.admission.Need;
import dev.bootwitness.machine.config.Accelerator;
import dev.bootwitness.machine.failure.MachineException;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Stage;
import dev.bootwitness.record.StampedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Room on the host for a run's machine: whether there is any, and when it is the machine's turn.
 */
public final class HostRoom {

  private final RunContext context;
  private final Admission admission;

  public HostRoom(RunContext context) {
    this.context = context;
    this.admission = Admission.ofHost(UserCache.directory(context.options()));
  }

  /** Refuses a machine that cannot work, before anything is built or lost. */
  void require() throws RunStopped, InterruptedException {
    for (DiskRoom room : DiskRoom.of(context.options().project())) {
      if (!room.enough()) {
        throw new RunStopped(
            FindingBuilder.about("host/disk-full", room.describe(), "host", "")
                .advice(
                    "Make room there; `df -h %s` shows what there is. `bootwitness doctor --clean` removes"
                            .formatted(room.place())
                        + " what killed runs left; TMPDIR names another place for disks, --project"
                        + " one for records.")
                .finding());
      }
    }
    try {
      admission.requirePossible(need(false));
    } catch (MachineException e) {
      throw new RunStopped(MachineFindings.of(e.failure()));
    }
  }

  /**
   * Waits for the machine's turn; a wait appears as a phase of its own. The permit follows the run
   * through its events and must be closed after the machine.
   */
  public AdmissionPermit take(AcceleratorChoice accelerator)
      throws RunStopped, InterruptedException {
    return take(need(accelerator.accelerator().kind() == Accelerator.Kind.TCG));
  }

  /** The same for a machine that needs no boot: it waits for memory only. */
  public AdmissionPermit takeForClone() throws RunStopped, InterruptedException {
    return take(need(false));
  }

  private AdmissionPermit take(Need need) throws RunStopped, InterruptedException {
    List<OpenPhase> waited = new ArrayList<>();
    String[] last = {""};
    try {
      AdmissionPermit seat =
          admission.take(
              need,
              context.spec().manner().patience(),
              why -> {
                if (waited.isEmpty()) {
                  waited.add(context.begin("wait"));
                }
                last[0] = why;
                context.record().append(new Event.Awaiting(why, 0));
              });
      waited.forEach(phase -> phase.end(true, "waited for " + last[0]));
      context.record().listen(stamped -> follow(seat, stamped));
      return seat;
    } catch (MachineException e) {
      throw context.reported(new RunStopped(MachineFindings.of(e.failure())));
    } finally {
      waited.forEach(OpenPhase::close);
    }
  }

  private Need need(boolean boots) {
    return Need.of(
        context.record().directory().id(), context.spec().machine().memoryBytes(), boots);
  }

  /** A listener must not block, and the ledger is a file. */
  private static void follow(AdmissionPermit seat, StampedEvent stamped) {
    Optional<Runnable> news =
        switch (stamped.event()) {
          case Event.MachineStarted started -> Optional.of(() -> seat.runs(started.pid()));
          case Event.StageReached reached when reached.stage().compareTo(Stage.LOGIN) >= 0 ->
              Optional.of(seat::booted);
          default -> Optional.empty();
        };
    news.ifPresent(Thread.ofVirtual().name("seat")::start);
  }
}
