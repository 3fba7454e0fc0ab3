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
 * @param now what goes on
 * @param checks how they have gone
 * @param line the last of the console, or of a builder
 * @param outcome of its verdict; empty before it
 */
public record LiveState(
    String id,
    String name,
    Instant began,
    List<Phase> phases,
    Now now,
    Checks checks,
    String line,
    Optional<Outcome> outcome) {

  public LiveState {
    phases = List.copyOf(phases);
  }

  /** A phase that has ended. */
  public record Phase(String name, boolean ok, double seconds, String summary) {}

  /**
   * What a run does at the moment.
   *
   * @param phase that goes on; empty between two
   * @param since its begin, or the end of the one before, on the wall clock
   * @param check that runs; empty when none does
   * @param stage of the boot; empty before it
   * @param waiting what it waits for, and why; may be empty
   */
  public record Now(String phase, Instant since, String check, String stage, String waiting) {
    private Now in(String next, Instant at) {
      return new Now(next, at, "", stage, "");
    }

    private Now checking(String which) {
      return new Now(phase, since, which, stage, waiting);
    }

    private Now reached(String next) {
      return new Now(phase, since, check, next, waiting);
    }

    private Now waits(String words) {
      return new Now(phase, since, check, stage, words);
    }
  }

  /**
   * The checks of a run.
   *
   * @param passed how many held
   * @param failed how many did not
   * @param planned how many there are; 0 when that is not known
   */
  public record Checks(int passed, int failed, int planned) {
    private Checks of(int all) {
      return new Checks(passed, failed, all);
    }

    private Checks and(boolean held) {
      return new Checks(passed + (held ? 1 : 0), failed + (held ? 0 : 1), planned);
    }
  }

  /** A run of which nothing is known yet but its id. */
  static LiveState of(String id, Instant now) {
    var nothing = new Now("", now, "", "", "");
    return new LiveState(
        id, id, now, List.of(), nothing, new Checks(0, 0, 0), "", Optional.empty());
  }

  /** The state after an event. */
  LiveState after(StampedEvent stamped) {
    Instant at = stamped.utc();
    return switch (stamped.event()) {
      case Event.RunStarted started -> named(started.name(), at.minusNanos(stamped.nanos()));
      case Event.ChecksPlanned planned -> with(checks.of(planned.names().size()));
      case Event.PhaseStarted started -> with(now.in(started.phase(), at));
      case Event.PhaseEnded ended -> ended(ended, at);
      case Event.CheckStarted(String which) -> with(now.checking(which));
      case Event.CheckEnded ended ->
          with(checks.and(ended.result().tolerated())).with(now.checking(""));
      case Event.StageReached reached -> with(now.reached(reached.stage().id()));
      case Event.ConsoleLine said -> said(said.text());
      case Event.ToolOutput output -> said(output.line());
      case Event.BuildStep step -> said(step.step() + " " + step.detail());
      case Event.Awaiting awaiting ->
          with(
              now.waits(
                  awaiting.why().isEmpty()
                      ? awaiting.what()
                      : awaiting.what() + ": " + awaiting.why()));
      case Event.VerdictReached reached ->
          new LiveState(
              id, name, began, phases, now, checks, line, Optional.of(reached.verdict().outcome()));
      default -> this;
    };
  }

  /** Whether only the console or the time has moved on since another state. */
  boolean isLike(LiveState other) {
    return said("").with(now.waits("")).equals(other.said("").with(other.now.waits("")));
  }

  /** Seconds since it began. */
  public double seconds(Instant at) {
    return Math.max(0, Duration.between(began, at).toNanos() / 1e9);
  }

  /** Seconds since the phase began. */
  public double phaseSeconds(Instant at) {
    return Math.max(0, Duration.between(now.since(), at).toNanos() / 1e9);
  }

  private LiveState named(String spec, Instant when) {
    var since = new Now(now.phase(), when, now.check(), now.stage(), now.waiting());
    return new LiveState(id, spec, when, phases, since, checks, line, outcome);
  }

  private LiveState ended(Event.PhaseEnded ended, Instant at) {
    var all = new ArrayList<>(phases);
    all.add(new Phase(ended.phase(), ended.ok(), ended.seconds(), ended.summary()));
    return new LiveState(id, name, began, all, now.in("", at), checks, line, outcome);
  }

  private LiveState with(Now next) {
    return new LiveState(id, name, began, phases, next, checks, line, outcome);
  }

  private LiveState with(Checks next) {
    return new LiveState(id, name, began, phases, now, next, line, outcome);
  }

  private LiveState said(String words) {
    return new LiveState(id, name, began, phases, now, checks, words, outcome);
  }
}
