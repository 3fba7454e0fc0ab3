package dev.bootwitness.cli;

import dev.bootwitness.diagnosis.verdict.ExitCodes;
import dev.bootwitness.engine.run.Attempts;
import dev.bootwitness.engine.run.RecordUnwritableException;
import dev.bootwitness.engine.run.RunResult;
import dev.bootwitness.engine.spec.Spec;
import dev.bootwitness.report.ci.CiOutput;
import dev.bootwitness.report.followup.AfterRun;
import dev.bootwitness.report.progress.ProgressView;
import dev.bootwitness.report.terminal.SuiteText;
import dev.bootwitness.report.terminal.SuiteText.Ended;
import dev.bootwitness.report.terminal.VerdictText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Several specs in one program, each a run of its own: their progress line by line, each verdict as
 * it arrives, and finally a summary. A signal ends all of them in an orderly way.
 */
final class SideBySide {

  private final List<Spec> specs;
  private final RunSettings settings;
  private final Output output;
  private final List<String> labels;
  private final SuiteText text;

  /** Reports are made one after the other: some go to files that the runs share. */
  private final ReentrantLock following = new ReentrantLock();

  /**
   * Specs to run.
   *
   * @param labels one per spec, no two alike
   */
  SideBySide(List<Spec> specs, List<String> labels, RunSettings settings) {
    this.specs = List.copyOf(specs);
    this.settings = settings;
    this.output = Output.standard(settings.plain);
    this.labels = List.copyOf(labels);
    this.text = new SuiteText(labels, output.style(), output.widthOr(VerdictText.COLUMNS));
  }

  /** The specs' names, numbered where a name occurs several times. */
  static List<String> labels(List<Spec> specs) {
    Set<String> names = new LinkedHashSet<>();
    for (Spec spec : specs) {
      String label = spec.name();
      for (int n = 2; !names.add(label); n++) {
        label = spec.name() + " " + n;
      }
    }
    return List.copyOf(names);
  }

  /**
   * Runs them, at most a given number at a time.
   *
   * @return the exit code of all together
   */
  int run(int atOnce) {
    return run(atOnce, ended -> {});
  }

  /**
   * Runs them.
   *
   * @param over receives how each ended, also when a signal has come
   */
  int run(int atOnce, Consumer<List<Ended>> over) {
    ExecutorService runs = Executors.newFixedThreadPool(Math.min(atOnce, specs.size()));
    List<FutureTask<Ended>> tasks = new ArrayList<>();
    try (ShutdownSignals interruption = ShutdownSignals.of(runs::shutdownNow);
        CiOutput ci = settings.ciOutput(output.stream())) {
      for (int i = 0; i < specs.size(); i++) {
        String label = labels.get(i);
        Spec spec = specs.get(i);
        tasks.add(new FutureTask<>(() -> one(label, spec, ci)));
      }
      begin(tasks, runs);
      runs.close();
      List<Ended> ended = new ArrayList<>();
      for (int i = 0; i < tasks.size(); i++) {
        ended.add(of(tasks.get(i), labels.get(i)));
      }
      output.stream().print(text.summary(ended));
      output.stream().flush();
      interruption.keeping();
      over.accept(List.copyOf(ended));
      int code = ExitCodes.together(ended.stream().map(Ended::exitCode).toList());
      interruption.done(code);
      return code;
    }
  }

  private static void begin(List<FutureTask<Ended>> tasks, ExecutorService runs) {
    try {
      tasks.forEach(runs::execute);
    } catch (RejectedExecutionException stopped) {
      // A signal has already come: the rest is not started.
    }
  }

  /** A signal came before this run had its turn. */
  private static Ended of(FutureTask<Ended> task, String label) {
    return switch (task.state()) {
      case SUCCESS -> task.resultNow();
      case FAILED -> {
        tell(label, "internal error: " + task.exceptionNow());
        task.exceptionNow().printStackTrace();
        yield Ended.without("internal error", ExitCodes.HOST_OR_HARNESS);
      }
      case RUNNING, CANCELLED -> Ended.without("not started", ExitCodes.INTERRUPTED);
    };
  }

  private Ended one(String label, Spec spec, CiOutput ci) {
    Attempts attempts = settings.attempts(spec);
    while (true) {
      Ended ended = one(label, spec, attempts, ci);
      if (ended.verdict() == null || !attempts.again(ended.verdict())) {
        return ended;
      }
    }
  }

  private Ended one(String label, Spec spec, Attempts attempts, CiOutput ci) {
    Appendable lines = text.lines(label, output.stream());
    try (FollowedRun run = new FollowedRun(spec, settings, attempts)) {
      RunResult result = watched(run, lines);
      AfterRun after = followedUp(run, result, attempts.triesAgain(result.verdict()));
      output.stream().print(text.verdict(label, result.verdict(), result.record(), after.notes()));
      output.stream().flush();
      after.troubles().forEach(trouble -> tell(label, trouble));
      shownInCi(run, result, ci);
      return Ended.with(result.verdict(), result.exitCode());
    } catch (RecordUnwritableException e) {
      tell(label, String.valueOf(e.getMessage()));
      return Ended.without("no record could be written", ExitCodes.HOST_OR_HARNESS);
    }
  }

  private RunResult watched(FollowedRun run, Appendable lines) throws RecordUnwritableException {
    if (settings.quiet) {
      return run.run(event -> {});
    }
    try (ProgressView progress =
        ProgressView.start(lines, output.style(), false, output.columns())) {
      return run.run(progress);
    }
  }

  private AfterRun followedUp(FollowedRun run, RunResult result, boolean again) {
    following.lock();
    try {
      return run.followUp(result, again);
    } finally {
      following.unlock();
    }
  }

  /** Runs share the job's summary and log. */
  private void shownInCi(FollowedRun run, RunResult result, CiOutput ci) {
    following.lock();
    try {
      run.showInCi(result, ci);
    } finally {
      following.unlock();
    }
  }

  private static void tell(String label, String trouble) {
    System.err.println("bootwitness: " + label + ": " + trouble);
  }
}
