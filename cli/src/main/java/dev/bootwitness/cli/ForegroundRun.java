package dev.bootwitness.cli;

import dev.bootwitness.diagnosis.verdict.ExitCodes;
import dev.bootwitness.engine.run.Attempts;
import dev.bootwitness.engine.run.RecordUnwritableException;
import dev.bootwitness.engine.run.RunResult;
import dev.bootwitness.engine.spec.Spec;
import dev.bootwitness.report.ci.CiOutput;
import dev.bootwitness.report.followup.AfterRun;
import dev.bootwitness.report.progress.ProgressView;
import dev.bootwitness.report.terminal.VerdictText;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A run shown to a person or in a CI log: progress, then the verdict; a signal ends it in an
 * orderly way.
 */
final class ForegroundRun {

  private final RunSettings settings;
  private final Output output;

  ForegroundRun(RunSettings settings) {
    this.settings = settings;
    this.output = Output.standard(settings.plain);
  }

  int run(Spec spec) {
    Attempts attempts = settings.attempts(spec);
    try (ShutdownSignals interruption = ShutdownSignals.of(Thread.currentThread()::interrupt);
        CiOutput ci = settings.ciOutput(output.stream())) {
      RunResult result;
      do {
        result = one(spec, attempts, ci);
      } while (attempts.again(result.verdict()));
      interruption.done(result.exitCode());
      return result.exitCode();
    } catch (RecordUnwritableException e) {
      System.err.println("bootwitness: " + e.getMessage());
      return ExitCodes.HOST_OR_HARNESS;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to standard output", e);
    }
  }

  private RunResult one(Spec spec, Attempts attempts, CiOutput ci)
      throws RecordUnwritableException, IOException {
    try (FollowedRun run = new FollowedRun(spec, settings, attempts)) {
      RunResult result = watched(run);
      int width = output.widthOr(VerdictText.COLUMNS);
      // At once: the reports of a long console take seconds.
      VerdictText.begin(result.verdict(), result.record(), output.style(), width, output.stream());
      output.stream().flush();
      AfterRun after = run.followUp(result, attempts.triesAgain(result.verdict()));
      VerdictText.end(result.record(), after.notes(), output.style(), width, output.stream());
      output.stream().flush();
      after.troubles().forEach(trouble -> System.err.println("bootwitness: " + trouble));
      run.showInCi(result, ci);
      if (attempts.triesAgain(result.verdict())) {
        output.stream().println("\n" + attempts.announcement());
      }
      return result;
    }
  }

  private RunResult watched(FollowedRun run) throws RecordUnwritableException {
    if (settings.quiet) {
      return run.run(event -> {});
    }
    try (ProgressView progress =
        ProgressView.start(output.stream(), output.style(), output.terminal(), output.columns())) {
      return run.run(progress);
    }
  }
}
