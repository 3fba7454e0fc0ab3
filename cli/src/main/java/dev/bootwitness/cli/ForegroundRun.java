package dev.bootwitness.cli;

import dev.bootwitness.diagnosis.ExitCodes;
import dev.bootwitness.engine.Bootwitness;
import dev.bootwitness.engine.RecordUnwritableException;
import dev.bootwitness.engine.RunOptions;
import dev.bootwitness.engine.RunResult;
import dev.bootwitness.engine.spec.Spec;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.RecordListener;
import dev.bootwitness.report.ProgressView;
import dev.bootwitness.report.VerdictText;
import dev.bootwitness.report.files.AfterRun;
import dev.bootwitness.report.files.LeftOver;
import dev.bootwitness.report.history.Ledger;
import dev.bootwitness.report.story.StoryTeller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * A run in front of a person or a CI log: progress, then the verdict; a signal ends it in order.
 */
final class ForegroundRun {

  private final RunSettings settings;

  ForegroundRun(RunSettings settings) {
    this.settings = settings;
  }

  int run(Spec spec) {
    Output output = Output.standard(settings.plain);
    Path project = settings.project.toAbsolutePath();
    RunOptions options =
        new RunOptions(
            project,
            System.getenv(),
            Version.text(),
            settings.fresh,
            Ledger.of(project).usual(spec.name()));
    try (Interruption interruption = Interruption.of(Thread.currentThread());
        Unfinished unfinished = new Unfinished(project)) {
      StoryTeller teller = new StoryTeller();
      RecordListener both =
          event -> {
            if (event.event() instanceof Event.VerdictReached) {
              interruption.judged();
            }
            unfinished.on(event);
            teller.on(event);
          };
      RunResult result = watched(spec, options, output, both);
      int width = output.widthOr(VerdictText.COLUMNS);
      // At once: the reports of a long console take seconds.
      VerdictText.begin(result.verdict(), result.record(), output.style(), width, output.stream());
      output.stream().flush();
      AfterRun after = followedUp(spec, options, result, teller);
      VerdictText.end(result.record(), after.notes(), output.style(), width, output.stream());
      output.stream().flush();
      after.troubles().forEach(trouble -> System.err.println("bootwitness: " + trouble));
      interruption.done(result.exitCode());
      return result.exitCode();
    } catch (RecordUnwritableException e) {
      System.err.println("bootwitness: " + e.getMessage());
      return ExitCodes.HOST_OR_HARNESS;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to standard output", e);
    }
  }

  /** What follows the verdict; first for earlier runs that were killed before they came to it. */
  private static AfterRun followedUp(
      Spec spec, RunOptions options, RunResult result, StoryTeller teller) {
    AfterRun.Wishes wishes =
        new AfterRun.Wishes(spec.name(), spec.keep().archive(), spec.keep().queue());
    AfterRun left =
        LeftOver.finish(
            Unfinished.folder(options.project()),
            wishes,
            options.environment(),
            Unfinished::isHeld);
    return left.and(
        AfterRun.write(result.verdict(), result.record(), teller, options.environment(), wishes));
  }

  private RunResult watched(Spec spec, RunOptions options, Output output, RecordListener teller)
      throws RecordUnwritableException {
    if (settings.quiet) {
      return Bootwitness.run(spec, options, teller);
    }
    try (ProgressView progress =
        ProgressView.start(output.stream(), output.style(), output.terminal(), output.columns())) {
      RecordListener both =
          event -> {
            teller.on(event);
            progress.on(event);
          };
      return Bootwitness.run(spec, options, both);
    }
  }
}
