package dev.bootwitness.record;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a spec's passing runs usually take, on one accelerator and by one way to start.
 *
 * @param accelerator as in {@link Event.AcceleratorChosen}
 * @param start as in {@link Timing#start}
 * @param runs how many passing runs it is derived from
 * @param baseline the id of the latest of them, to compare a log with
 * @param phases how long each phase takes
 * @param stages how long each stage lasts, until the next one
 */
public record Usual(
    String accelerator,
    String start,
    int runs,
    String baseline,
    List<Time> phases,
    List<Time> stages) {

  public Usual {
    phases = List.copyOf(phases);
    stages = List.copyOf(stages);
  }

  /**
   * A usual time.
   *
   * @param name a phase, or a stage's id
   * @param seconds the median
   * @param most the longest that is still usual; null when there are too few runs to know
   */
  public record Time(String name, double seconds, @Nullable Double most) {}

  /** The usual time of a phase. */
  public Optional<Time> phase(String name) {
    return find(phases, name);
  }

  /** How long a stage usually lasts. */
  public Optional<Time> stage(Stage stage) {
    return find(stages, stage.id());
  }

  private static Optional<Time> find(List<Time> times, String name) {
    return times.stream().filter(time -> time.name().equals(name)).findFirst();
  }
}
