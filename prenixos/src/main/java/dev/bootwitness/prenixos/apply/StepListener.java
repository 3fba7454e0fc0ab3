package dev.bootwitness.prenixos.apply;

import dev.bootwitness.prenixos.tool.ToolOutcome;

/** Is told of every step of an apply, before and after it. */
public interface StepListener {

  void begins(int number, int of, ApplyStep step);

  void ended(int number, int of, ApplyStep step, ToolOutcome outcome);
}
