package dev.bootwitness.prenixos.apply;

import dev.bootwitness.prenixos.tool.ToolOutcome;
import dev.bootwitness.prenixos.tool.Tools;
import java.util.ArrayList;
import java.util.List;

/** Runs steps one after the other, and stops at the first that does not do what it must. */
public final class StepRunner {
  private final Tools tools;
  private final StepListener listener;
  private final int total;
  private final List<ApplyStep> done = new ArrayList<>();

  /**
   * @param total how many steps there will be in all
   */
  public StepRunner(Tools tools, StepListener listener, int total) {
    this.tools = tools;
    this.listener = listener;
    this.total = total;
  }

  /**
   * Runs these steps after those that were run before.
   *
   * @throws StepFailure at the first that fails, or prints something else than it must
   */
  public void run(List<ApplyStep> steps) throws StepFailure {
    for (ApplyStep step : steps) {
      int number = done.size() + 1;
      listener.begins(number, total, step);
      ToolOutcome outcome = tools.run(step.command());
      listener.ended(number, total, step, outcome);
      if (!outcome.succeeded()) {
        throw new StepFailure(step, outcome, outcome.complaint());
      }
      if (!step.expects().isEmpty() && !outcome.output().strip().equals(step.expects())) {
        String words = outcome.complaint() + ", expected " + step.expects();
        throw new StepFailure(step, outcome, words);
      }
      done.add(step);
    }
  }

  /** The steps that were done, in order. */
  public List<ApplyStep> done() {
    return List.copyOf(done);
  }
}
