package dev.bootwitness.record;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When a run took place, how long its parts took, and what it cost.
 *
 * @param name the spec's name
 * @param began UTC in ISO 8601; empty when the record does not say
 * @param start how the machine came to life: {@value #BOOT}, {@value #CHECKPOINT}, or empty when
 *     there was none
 * @param built whether this run built its image
 * @param seconds from the first event to the last one before the verdict
 * @param stages those reached, in order
 * @param usage null when it was not measured
 * @param usual what the times were compared with; null without a history
 * @param slower what took longer than usual by more than its noise
 * @param buildSteps those of the build, if this run built its image
 */
public record Timing(
    String name,
    String began,
    String start,
    boolean built,
    double seconds,
    List<StageTime> stages,
    @Nullable Usage usage,
    @Nullable Usual usual,
    List<Slower> slower,
    List<StepTime> buildSteps) {

  public static final String BOOT = "boot";
  public static final String CHECKPOINT = "checkpoint";

  public Timing {
    stages = List.copyOf(stages);
    slower = List.copyOf(slower);
    buildSteps = buildSteps == null ? List.of() : List.copyOf(buildSteps);
  }

  /**
   * A stage of the boot.
   *
   * @param at seconds since power-on
   * @param seconds until the next stage; null when none came
   * @param usual median of the last passing runs; null when there is no history
   */
  public record StageTime(
      Stage stage, double at, @Nullable Double seconds, @Nullable Double usual) {
    public StageTime {
      Objects.requireNonNull(stage, "stage");
    }
  }

  /**
   * A part of the run that was slower than its usual variation allows.
   *
   * @param part a phase, or a stage
   * @param name its name
   * @param most the longest time that would still have been usual
   */
  public record Slower(String part, String name, double seconds, double usual, double most) {
    public static final String PHASE = "phase";
    public static final String STAGE = "stage";
  }
}
