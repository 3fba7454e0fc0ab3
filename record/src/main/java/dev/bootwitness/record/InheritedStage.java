package dev.bootwitness.record;

import java.util.Objects;

/**
 * A stage of another run's boot.
 *
 * @param at seconds since that run began
 */
public record InheritedStage(Stage stage, double at, String evidence) {
  public InheritedStage {
    Objects.requireNonNull(stage, "stage");
  }
}
