package dev.bootwitness.report.story;

import dev.bootwitness.record.Event;
import dev.bootwitness.record.InheritedStage;
import dev.bootwitness.record.Stage;
import dev.bootwitness.record.Timing;
import dev.bootwitness.record.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The phases and stages of a run while its events come. */
final class Spans {
  private record Reached(
      Stage stage, double at, long line, String evidence, boolean inherited, int boot) {}

  private final List<PhaseSpan> phases = new ArrayList<>();
  private final List<Reached> stages = new ArrayList<>();
  private String open = "";
  private double openFrom;
  private @Nullable Double power;
  private int boot = 1;

  void poweredOn(double now) {
    power = now;
  }

  void bootBegan(int number) {
    boot = number;
  }

  @Nullable Double power() {
    return power;
  }

  void phaseStarted(String phase, double now) {
    open = phase;
    openFrom = now;
  }

  /** Returns when the phase began. */
  double phaseEnded(Event.PhaseEnded ended, double now) {
    double from = ended.phase().equals(open) ? openFrom : now - ended.seconds();
    phases.add(
        new PhaseSpan(
            ended.phase(), from, ended.seconds(), true, ended.ok(), ended.summary(), null));
    open = "";
    return from;
  }

  void reached(Event.StageReached reached, double now) {
    double zero = power == null ? 0 : power;
    stages.add(
        new Reached(reached.stage(), now - zero, reached.line(), reached.evidence(), false, boot));
  }

  /**
   * The other run's times begin with that run; this is how long after power-on its shell was there.
   */
  void restored(Event.Restored restored) {
    double shell = restored.stages().stream().mapToDouble(InheritedStage::at).max().orElse(0);
    double zero = shell - restored.bootSeconds();
    for (InheritedStage stage : restored.stages()) {
      stages.add(new Reached(stage.stage(), stage.at() - zero, 0, stage.evidence(), true, 1));
    }
  }

  /** The phases, with the one that never ended. */
  List<PhaseSpan> phases(double now, Verdict verdict) {
    List<PhaseSpan> all = new ArrayList<>(phases);
    if (!open.isEmpty()) {
      all.add(new PhaseSpan(open, openFrom, now - openFrom, false, false, "", null));
    }
    all.replaceAll(phase -> phase.usually(usual(phase.name(), verdict)));
    return all;
  }

  List<StageSpan> stages(Verdict verdict) {
    List<StageSpan> all = new ArrayList<>();
    for (int i = 0; i < stages.size(); i++) {
      Reached reached = stages.get(i);
      boolean last = i + 1 == stages.size() || stages.get(i + 1).boot() != reached.boot();
      Double next = last ? null : stages.get(i + 1).at() - reached.at();
      all.add(
          new StageSpan(
              reached.stage(),
              reached.at(),
              next != null && next >= 0 ? next : null,
              reached.line(),
              reached.evidence(),
              reached.inherited(),
              reached.inherited() || reached.boot() > 1 ? null : usual(reached.stage(), verdict),
              reached.boot()));
    }
    return all;
  }

  private static @Nullable Double usual(Stage stage, Verdict verdict) {
    Timing timing = verdict.timing();
    if (timing != null) {
      for (Timing.StageTime time : timing.stages()) {
        if (time.stage() == stage) {
          return time.usual();
        }
      }
    }
    return null;
  }

  private static @Nullable Double usual(String phase, Verdict verdict) {
    for (Verdict.PhaseTime time : verdict.phases()) {
      if (time.name().equals(phase)) {
        return time.usual();
      }
    }
    return null;
  }
}
