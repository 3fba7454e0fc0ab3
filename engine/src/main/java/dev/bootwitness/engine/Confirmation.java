package dev.bootwitness.engine;

import dev.bootwitness.engine.run.Attempts;
import dev.bootwitness.engine.run.OpenPhase;
import dev.bootwitness.engine.run.RecordUnwritableException;
import dev.bootwitness.engine.run.RunContext;
import dev.bootwitness.engine.run.RunOptions;
import dev.bootwitness.engine.run.RunResult;
import dev.bootwitness.engine.session.GuestWork;
import dev.bootwitness.engine.spec.FailurePolicy;
import dev.bootwitness.engine.spec.Spec;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.RunAttempt;
import dev.bootwitness.record.Verdict;
import java.util.ArrayList;
import java.util.List;

/** Repeats a run that failed, each time on a fresh machine and with a record of its own. */
final class Confirmation {

  private Confirmation() {}

  /** Repeats it as often as the spec says, if another run could end otherwise. */
  static void of(RunContext context) {
    RunOptions options = context.options();
    int times = context.spec().policy().confirm();
    boolean last = options.earlier().size() + 1 >= options.attempts();
    if (times == 0 || !last) {
      return;
    }
    context.record().awaitDelivery();
    Verdict failed = context.diagnosis().verdict();
    if (!Attempts.isWorthRepeating(failed)) {
      return;
    }
    Spec spec = context.spec().with(FailurePolicy.NONE);
    // A further attempt boots anew; a repeat does, too, and has none before it.
    RunOptions fresh = options.attempt(List.of(RunAttempt.of(failed)), 1).attempt(List.of(), 1);
    List<RunAttempt> repeats = new ArrayList<>();
    try (OpenPhase phase = context.begin("confirm")) {
      while (repeats.size() < times && !Thread.currentThread().isInterrupted()) {
        RunResult result = new Run(spec, fresh, event -> {}, GuestWork.NONE).execute();
        RunAttempt repeat = RunAttempt.of(result.verdict());
        repeats.add(repeat);
        context.record().append(new Event.Repeated(repeat));
      }
      long passed = repeats.stream().filter(RunAttempt::passed).count();
      phase.end(true, "repeated %d times, %d passed".formatted(repeats.size(), passed));
    } catch (RecordUnwritableException e) {
      context.record().append(new Event.ToolOutput("confirm", String.valueOf(e.getMessage())));
    } finally {
      // What a person looks at next is the run with the verdict, not its last repeat.
      context.record().directory().becomeLatest();
    }
  }
}
