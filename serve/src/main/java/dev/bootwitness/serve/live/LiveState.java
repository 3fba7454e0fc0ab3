package dev.bootwitness.serve.live;

import dev.bootwitness.record.Event;
import dev.bootwitness.record.Outcome;
import dev.bootwitness.record.StampedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far a run has come, according to its events so far. Texts are those of specs and guests: not
 * safe to show.
 *
 * @param id of the run
 * @param name of its spec
 * @param began on the wall clock
 * @param phases that have ended, in order
 * @param phase that goes on; empty between two
 * @param phaseBegan on the wall clock
 * @param check that runs; empty when none does
 * @param stage of the boot; empty before it
 * @param passed how many checks held
 * @param failed how many did not
 * @param planned how many there are; 0 when that is not known
 * @param line the last of the console, or of a builder
 * @param waiting what it waits for, and why; may be empty
 * @param outcome of its verdict; empty before it
 */
public record LiveState(
    String id,
    String name,
    Instant began,
    List<Phase> phases,
    String phase,
    Instant phaseBegan,
    String check,
    String stage,
    int passed,
    int failed,
    int planned,
    String line,
    String waiting,
    Optional<Outcome> outcome) {

  public LiveState {
    phases = List.copyOf(phases);
  }

  /** A phase that has ended. */
  public record Phase(String name, boolean ok, double seconds, String summary) {}

  /** A run of which nothing is known yet but its id. */
  static LiveState of(String id, Instant now) {
    return new LiveState(
        id, id, now, List.of(), "", now, "", "", 0, 0, 0, "", "", Optional.empty());
  }

  /** The state after an event. */
  LiveState after(StampedEvent stamped) {
    Instant at = stamped.utc();
    return switch (stamped.event()) {
      case Event.RunStarted started -> named(started.name(), at.minusNanos(stamped.nanos()));
      case Event.ChecksPlanned checks -> checks(passed, failed, checks.names().size());
      case Event.PhaseStarted started -> in(started.phase(), at);
      case Event.PhaseEnded ended -> ended(ended, at);
      case Event.CheckStarted(String which) -> checking(which);
      case Event.CheckEnded ended ->
          ended.result().tolerated()
              ? checks(passed + 1, failed, planned).checking("")
              : checks(passed, failed + 1, planned).checking("");
      case Event.StageReached reached -> reached(reached.stage().id());
      case Event.ConsoleLine line -> said(line.text());
      case Event.ToolOutput output -> said(output.line());
      case Event.BuildStep step -> said(step.step() + " " + step.detail());
      case Event.Awaiting awaiting ->
          waits(
              awaiting.why().isEmpty() ? awaiting.what() : awaiting.what() + ": " + awaiting.why());
      case Event.VerdictReached reached -> judged(reached.verdict().outcome());
      default -> this;
    };
  }

  /** Whether only the console or the time has moved on since another state. */
  boolean isLike(LiveState other) {
    return said("").waits("").equals(other.said("").waits(""));
  }

  /** Seconds since it began. */
  public double seconds(Instant now) {
    return Math.max(0, Duration.between(began, now).toNanos() / 1e9);
  }

  /** Seconds since the phase began. */
  public double phaseSeconds(Instant now) {
    return Math.max(0, Duration.between(phaseBegan, now).toNanos() / 1e9);
  }

  private LiveState named(String spec, Instant when) {
    return new LiveState(
        id, spec, when, phases, phase, when, check, stage, passed, failed, planned, line, waiting,
        outcome);
  }

  private LiveState in(String next, Instant at) {
    return new LiveState(
        id, name, began, phases, next, at, "", stage, passed, failed, planned, line, "", outcome);
  }

  private LiveState ended(Event.PhaseEnded ended, Instant at) {
    List<Phase> all = new ArrayList<>(phases);
    all.add(new Phase(ended.phase(), ended.ok(), ended.seconds(), ended.summary()));
    return new LiveState(
        id, name, began, all, "", at, "", stage, passed, failed, planned, line, "", outcome);
  }

  private LiveState checking(String which) {
    return new LiveState(
        id,
        name,
        began,
        phases,
        phase,
        phaseBegan,
        which,
        stage,
        passed,
        failed,
        planned,
        line,
        waiting,
        outcome);
  }

  private LiveState checks(int held, int broke, int all) {
    return new LiveState(
        id,
        name,
        began,
        phases,
        phase,
        phaseBegan,
        check,
        stage,
        held,
        broke,
        all,
        line,
        waiting,
        outcome);
  }

  private LiveState reached(String next) {
    return new LiveState(
        id,
        name,
        began,
        phases,
        phase,
        phaseBegan,
        check,
        next,
        passed,
        failed,
        planned,
        line,
        waiting,
        outcome);
  }

  private LiveState said(String words) {
    return new LiveState(
        id,
        name,
        began,
        phases,
        phase,
        phaseBegan,
        check,
        stage,
        passed,
        failed,
        planned,
        words,
        waiting,
        outcome);
  }

  private LiveState waits(String words) {
    return new LiveState(
        id,
        name,
        began,
        phases,
        phase,
        phaseBegan,
        check,
        stage,
        passed,
        failed,
        planned,
        line,
        words,
        outcome);
  }

  private LiveState judged(Outcome how) {
    return new LiveState(
        id,
        name,
        began,
        phases,
        phase,
        phaseBegan,
        check,
        stage,
        passed,
        failed,
        planned,
        line,
        waiting,
        Optional.of(how));
  }
}
