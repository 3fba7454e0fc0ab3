package dev.bootwitness.report.story;

import dev.bootwitness.record.Event;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.record.Verdict;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run as its record tells it.
 *
 * <p>Texts are as the guest and the spec gave them: the renderer must make them safe. What is
 * unbounded in a record is bounded here, with a note.
 *
 * @param directory where the record lies
 * @param verdict the judgement shown in the reports
 * @param start the first event; null in a record that has lost it
 * @param began when the run began, by the wall clock; the epoch when the record has no event
 * @param seconds from the run's beginning to its last event
 * @param power when the guest's processors began to run, in seconds of the run; null if never
 * @param gaps what the record has lost, one sentence each
 * @param timeline what happened, in order
 * @param phases the timed steps in order
 * @param stages how far the boot came, in order; a machine that started over has several of a kind
 * @param checks the checks that ran, in order, with their commands
 * @param commands commands outside of checks
 * @param evidence the captured files
 * @param tools the last lines that programs on the host printed
 * @param lines when and where console lines came
 */
public record Story(
    RunDirectory directory,
    Verdict verdict,
    Event.@Nullable RunStarted start,
    Instant began,
    double seconds,
    @Nullable Double power,
    List<String> gaps,
    List<Moment> timeline,
    List<PhaseSpan> phases,
    List<StageSpan> stages,
    List<CheckStory> checks,
    List<Command> commands,
    List<Event.EvidenceKept> evidence,
    List<Event.ToolOutput> tools,
    Event.@Nullable AcceleratorChosen accelerator,
    Event.@Nullable ImageReady image,
    Event.@Nullable MachineStarted machine,
    Event.@Nullable Restored restored,
    LineTimes lines) {

  public Story {
    gaps = List.copyOf(gaps);
    timeline = List.copyOf(timeline);
    phases = List.copyOf(phases);
    stages = List.copyOf(stages);
    checks = List.copyOf(checks);
    commands = List.copyOf(commands);
    evidence = List.copyOf(evidence);
    tools = List.copyOf(tools);
  }

  /** The spec's name; the run's id in a record that has lost its beginning. */
  public String name() {
    return start == null ? directory.id() : start.name();
  }

  /** The wall clock at a time of the run. */
  public Instant utc(double secondsOfRun) {
    return began.plusNanos((long) (secondsOfRun * 1e9));
  }
}
