package dev.bootwitness.engine.step;

import dev.bootwitness.engine.boot.MachineLife;
import dev.bootwitness.engine.check.CheckSpec;
import dev.bootwitness.engine.run.RunContext;
import dev.bootwitness.engine.run.RunStopped;
import dev.bootwitness.engine.spec.StepSpec;
import dev.bootwitness.record.CheckResult;
import dev.bootwitness.record.Event;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the steps of the spec in their order. Checks that follow each other are one phase, in which
 * each is tried; any other step is a phase of its own. What failed ends the sequence, since the
 * steps after it would meet another guest than the one they were written for.
 */
public final class StepPhases {

  private final RunContext context;
  private final MachineLife life;
  private final RestartSteps restarts;
  private final DeviceSteps devices;

  public StepPhases(RunContext context, MachineLife life) {
    this.context = context;
    this.life = life;
    this.restarts = new RestartSteps(context, life);
    this.devices = new DeviceSteps(context, life);
  }

  public void run() throws RunStopped, InterruptedException {
    List<StepSpec> steps = context.spec().steps();
    if (steps.isEmpty() || life.now().shell().isEmpty()) {
      return;
    }
    List<String> bases = CheckBasis.of(context.spec(), context.secrets().guest());
    int next = 0;
    while (next < steps.size()) {
      List<CheckSpec> checks = checksFrom(steps, next);
      if (checks.isEmpty()) {
        step(steps.get(next), bases.get(next));
        next++;
      } else {
        int end = next + checks.size();
        new CheckPhase(context, life.now(), life.number()).run(checks, bases.subList(next, end));
        next = end;
      }
    }
  }

  private static List<CheckSpec> checksFrom(List<StepSpec> steps, int from) {
    List<CheckSpec> checks = new ArrayList<>();
    for (StepSpec step : steps.subList(from, steps.size())) {
      if (!(step instanceof StepSpec.Check(CheckSpec check))) {
        break;
      }
      checks.add(check);
    }
    return checks;
  }

  /** Takes one step that is no check, beyond those of the spec. */
  public void take(StepSpec step) throws RunStopped, InterruptedException {
    step(step, "");
  }

  private void step(StepSpec step, String basis) throws RunStopped, InterruptedException {
    long began = System.nanoTime();
    context.record().append(new Event.CheckStarted(step.name()));
    try {
      String words = taken(step);
      end(step, CheckResult.PASSED, began, words, basis);
    } catch (RunStopped stopped) {
      RunStopped reported = context.reported(stopped);
      end(step, CheckResult.FAILED, began, String.valueOf(reported.getMessage()), basis);
      throw reported;
    }
  }

  private String taken(StepSpec step) throws RunStopped, InterruptedException {
    return switch (step) {
      case StepSpec.Check check -> throw new IllegalStateException(check.toString());
      case StepSpec.Reboot reboot -> restarts.reboot(reboot);
      case StepSpec.PowerOff off -> restarts.powerOff(off);
      case StepSpec.PowerCut cut -> restarts.powerCut(cut);
      case StepSpec.AddDisk _,
          StepSpec.RemoveDisk _,
          StepSpec.EjectMedium _,
          StepSpec.BootFrom _,
          StepSpec.Screenshot _,
          StepSpec.WaitForText _ ->
          context.phase(
              "step",
              () -> {
                String words = devices.take(step);
                return new RunContext.Done<>(words, step.name() + ": " + words);
              });
    };
  }

  private void end(StepSpec step, String outcome, long began, String message, String basis) {
    double seconds = (System.nanoTime() - began) / 1e9;
    context
        .record()
        .append(
            new Event.CheckEnded(
                new CheckResult(
                    step.name(), outcome, seconds, message, basis, life.number(), step.kind())));
  }
}
