package dev.bootwitness.report.html;

import dev.bootwitness.base.VisibleText;
import dev.bootwitness.report.story.PhaseSpan;
import dev.bootwitness.report.story.Seconds;
import dev.bootwitness.report.story.StageSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Durations as bars along one axis of time. */
public final class Bars {
  private static final double NARROWEST = 0.3;

  private Bars() {}

  /**
   * A bar.
   *
   * @param x where it begins, in percent of the axis
   * @param width in percent
   * @param usualWidth of the usual duration, in percent; empty without a history
   * @param note what else there is to say: not ended, inherited
   * @param slow whether it took longer than its usual variation allows
   */
  public record Bar(
      String name,
      String x,
      String width,
      String usualWidth,
      String seconds,
      String usual,
      String difference,
      String note,
      boolean slow,
      boolean bad) {}

  static List<Bar> ofPhases(List<PhaseSpan> phases, double total, Predicate<String> slow) {
    List<Bar> bars = new ArrayList<>();
    for (PhaseSpan phase : phases) {
      String note = phase.ended() ? phase.summary() : "did not end";
      bars.add(
          bar(
              phase.name(),
              phase.from(),
              phase.seconds(),
              phase.usual(),
              total,
              note,
              slow.test(phase.name()),
              phase.ended() && !phase.ok()));
    }
    return bars;
  }

  /** When the last of some stages ended, in seconds since power-on. */
  static double end(List<StageSpan> stages) {
    double end = 0;
    for (StageSpan stage : stages) {
      Double seconds = stage.seconds();
      end = Math.max(end, stage.at() + (seconds == null ? 0 : seconds));
    }
    return end;
  }

  static List<Bar> ofStages(List<StageSpan> stages, Predicate<String> slow) {
    double end = end(stages);
    List<Bar> bars = new ArrayList<>();
    for (StageSpan stage : stages) {
      Double seconds = stage.seconds();
      String note = "from " + Seconds.exact(stage.at()) + " after power-on";
      String inherited = stage.inherited() ? ", in the run that booted" : "";
      bars.add(
          bar(
              stage.name(),
              stage.at(),
              seconds == null ? 0 : seconds,
              stage.usual(),
              end,
              note + inherited,
              stage.boot() == 1 && slow.test(stage.stage().id()),
              false));
    }
    return bars;
  }

  private static Bar bar(
      String name,
      double from,
      double seconds,
      @Nullable Double usual,
      double total,
      String note,
      boolean slow,
      boolean bad) {
    double axis = Math.max(total, 1e-3);
    double x = Math.clamp(100 * from / axis, 0, 100 - NARROWEST);
    double width = width(100 * seconds / axis, x);
    double usualWidth = usual == null ? 0 : width(100 * usual / axis, x);
    double more = usual == null ? 0 : seconds - usual;
    return new Bar(
        VisibleText.of(name),
        Numbers.fixed(x, 2),
        Numbers.fixed(width, 2),
        usual == null ? "" : Numbers.fixed(usualWidth, 2),
        Seconds.exact(seconds),
        usual == null ? "" : Seconds.exact(usual),
        usual == null ? "" : (more < 0 ? "−" : "+") + Numbers.fixed(Math.abs(more), 1) + " s",
        VisibleText.of(note),
        slow,
        bad);
  }

  private static double width(double percent, double x) {
    return Math.max(NARROWEST, Math.min(percent, 100 - x));
  }
}
