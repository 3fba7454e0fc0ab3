package dev.bootwitness.diagnosis.facts;

import dev.bootwitness.record.Event;
import dev.bootwitness.record.Verdict.PhaseTime;
import java.util.ArrayList;
import java.util.List;

/** How long the phases of a run took; those of one name, as steps may be, count together. */
final class PhaseTimes {
  private final List<PhaseTime> times = new ArrayList<>();

  void add(Event.PhaseEnded ended) {
    for (int i = 0; i < times.size(); i++) {
      PhaseTime earlier = times.get(i);
      if (earlier.name().equals(ended.phase())) {
        times.set(i, new PhaseTime(earlier.name(), earlier.seconds() + ended.seconds(), null));
        return;
      }
    }
    times.add(new PhaseTime(ended.phase(), ended.seconds(), null));
  }

  /** In the order in which they first ended. */
  List<PhaseTime> all() {
    return List.copyOf(times);
  }
}
