package dev.bootwitness.diagnosis.facts;

import dev.bootwitness.record.CheckResult;
import dev.bootwitness.record.Event;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** How a run's checks stand: planned, begun, ended. Not thread-safe. */
public final class CheckFacts {

  private final List<CheckResult> ended = new ArrayList<>();
  private final List<Double> times = new ArrayList<>();
  private final Set<String> open = new LinkedHashSet<>();
  private Event.ChecksPlanned planned = new Event.ChecksPlanned(List.of(), null);

  void planned(Event.ChecksPlanned checks) {
    planned = checks;
  }

  void started(Event.CheckStarted check) {
    open.add(check.name());
  }

  /** One has ended, at {@link RunFacts#time}. */
  void ended(Event.CheckEnded check, double time) {
    open.remove(check.result().name());
    ended.add(check.result());
    times.add(time);
  }

  /** The checks that the run was to make. */
  public Event.ChecksPlanned planned() {
    return planned;
  }

  /** The results, in the order in which the checks ended. */
  public List<CheckResult> ended() {
    return ended;
  }

  /** When each of {@link #ended} ended, by {@link RunFacts#time}. */
  public List<Double> times() {
    return times;
  }

  /** The names of the checks that have begun and not ended. */
  public Set<String> open() {
    return open;
  }

  /** The unfinished checks, in the order of the spec. */
  public List<CheckResult> unended() {
    var done = new ArrayList<String>();
    ended.forEach(check -> done.add(check.name()));
    var unended = new ArrayList<CheckResult>();
    for (String check : planned.names()) {
      // Two checks may have one name.
      if (!done.remove(check)) {
        String why =
            open.contains(check) ? "it had begun when the run stopped" : "the run did not reach it";
        unended.add(new CheckResult(check, CheckResult.NOT_RUN, 0, why));
      }
    }
    return unended;
  }
}
