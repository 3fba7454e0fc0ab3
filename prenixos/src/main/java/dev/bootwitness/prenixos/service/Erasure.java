package dev.bootwitness.prenixos.service;

import dev.bootwitness.prenixos.apply.ApplyStep;
import dev.bootwitness.prenixos.apply.StepFailure;
import dev.bootwitness.prenixos.apply.StepListener;
import dev.bootwitness.prenixos.apply.StepRunner;
import dev.bootwitness.prenixos.tool.ShellQuoting;
import dev.bootwitness.prenixos.tool.ToolOutcome;
import dev.bootwitness.prenixos.tool.Tools;
import java.util.List;

/** Erases disks by hand: the cleanup of an apply, alone. */
public final class Erasure implements StepListener {
  private final Tools tools;
  private final ActionLog log;

  public Erasure(Tools tools, ActionLog log) {
    this.tools = tools;
    this.log = log;
  }

  /** Whether all steps were done; the first that fails ends it and is named. */
  public boolean run(List<ApplyStep> steps) {
    try {
      new StepRunner(tools, this, steps.size()).run(steps);
      log.say("cleanup", steps.isEmpty() ? "nothing is to be erased" : "done");
      return true;
    } catch (StepFailure e) {
      log.say("cleanup", "failed: " + e.step().phase().word() + ": " + e.getMessage());
      return false;
    }
  }

  @Override
  public void begins(int number, int of, ApplyStep step) {
    log.say(step.phase().word(), number + "/" + of + " " + ShellQuoting.line(step.command()));
  }

  @Override
  public void ended(int number, int of, ApplyStep step, ToolOutcome outcome) {
    log.keep("exit " + outcome.exit() + "\n" + outcome.output() + outcome.errors());
  }
}
