package dev.bootwitness.prenixos.service;

import dev.bootwitness.prenixos.apply.ApplyScript;
import dev.bootwitness.prenixos.apply.ApplyStep;
import dev.bootwitness.prenixos.apply.StepFailure;
import dev.bootwitness.prenixos.apply.StepListener;
import dev.bootwitness.prenixos.apply.StepRunner;
import dev.bootwitness.prenixos.detect.SystemView;
import dev.bootwitness.prenixos.json.JsonTreeWriter;
import dev.bootwitness.prenixos.plan.PlanJson;
import dev.bootwitness.prenixos.plan.StoragePlan;
import dev.bootwitness.prenixos.status.Places;
import dev.bootwitness.prenixos.tool.ShellQuoting;
import dev.bootwitness.prenixos.tool.ToolOutcome;
import dev.bootwitness.prenixos.tool.Tools;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/** One apply: runs its script, keeps the journal, and looks whether all is there. */
final class ApplyRun implements StepListener {
  private final Tools tools;
  private final SystemView system;
  private final Places places;
  private final ActionLog log;
  private final EspJournal journal = new EspJournal();

  ApplyRun(Tools tools, SystemView system, Places places, ActionLog log) {
    this.tools = tools;
    this.system = system;
    this.places = places;
    this.log = log;
  }

  /**
   * How it ended.
   *
   * @param done commands that were run, as a shell takes them
   * @param phase of the step that failed, or {@code done}
   * @param failure why it failed; empty if it did not
   */
  record End(List<String> done, String phase, String failure) {}

  End run(StoragePlan plan, String apply, ApplyScript script) {
    var runner = new StepRunner(tools, this, script.all().size());
    String phase = "verify";
    String failure;
    try {
      runner.run(script.untilJournal());
      journal.begin(
          IntStream.rangeClosed(1, plan.esps().size()).mapToObj(places::esp).toList(),
          JsonTreeWriter.write(PlanJson.write(plan)),
          apply);
      runner.run(script.devices());
      failure = String.join("; ", Verification.absentVolumes(plan, tools));
      if (failure.isEmpty()) {
        // The last line, since the next steps mark the disks and unmount the ESP.
        journal.add("made");
        journal.end();
        runner.run(script.ending());
        failure = String.join("; ", Verification.absentMounts(plan, system));
      }
    } catch (StepFailure e) {
      phase = e.step().phase().word();
      failure = e.words();
      note("failed " + e.words());
    } catch (IOException e) {
      phase = "journal";
      failure = "the journal on the ESP cannot be written: " + e;
    }
    return new End(commands(runner), failure.isEmpty() ? "done" : phase, failure);
  }

  /** Only marks disks on which an earlier apply has made everything. */
  End mark(List<ApplyStep> marks) {
    var runner = new StepRunner(tools, this, marks.size());
    try {
      runner.run(marks);
      return new End(commands(runner), "done", "");
    } catch (StepFailure e) {
      return new End(commands(runner), e.step().phase().word(), e.words());
    }
  }

  private static List<String> commands(StepRunner runner) {
    return runner.done().stream().map(step -> ShellQuoting.line(step.command())).toList();
  }

  private void note(String line) {
    try {
      journal.add(line);
    } catch (IOException e) {
      log.say("apply", "the journal cannot be written: " + e);
    }
  }

  @Override
  public void begins(int number, int of, ApplyStep step) {
    String command = ShellQuoting.line(step.command());
    log.say(step.phase().word(), number + "/" + of + " " + command);
    note("begins " + number + " " + command);
  }

  @Override
  public void ended(int number, int of, ApplyStep step, ToolOutcome outcome) {
    log.keep("exit " + outcome.exit() + "\n" + outcome.output() + outcome.errors());
    note("ended " + number + " exit " + outcome.exit());
  }
}
