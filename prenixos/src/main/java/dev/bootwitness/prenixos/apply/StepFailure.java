package dev.bootwitness.prenixos.apply;

import dev.bootwitness.prenixos.tool.ToolOutcome;

/** A step of an apply did not do what it must; the message has the tool's own words. */
public final class StepFailure extends Exception {
  private final transient ApplyStep step;
  private final transient ToolOutcome outcome;

  public StepFailure(ApplyStep step, ToolOutcome outcome, String message) {
    super(message);
    this.step = step;
    this.outcome = outcome;
  }

  /** What failed, in the tool's own words. */
  public String words() {
    return String.valueOf(getMessage());
  }

  public ApplyStep step() {
    return step;
  }

  public ToolOutcome outcome() {
    return outcome;
  }
}
