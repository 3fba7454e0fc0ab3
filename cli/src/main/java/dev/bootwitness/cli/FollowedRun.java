package dev.bootwitness.cli;

import dev.bootwitness.engine.Bootwitness;
import dev.bootwitness.engine.run.Attempts;
import dev.bootwitness.engine.run.RecordUnwritableException;
import dev.bootwitness.engine.run.RunOptions;
import dev.bootwitness.engine.run.RunResult;
import dev.bootwitness.engine.spec.Spec;
import dev.bootwitness.record.FileTrouble;
import dev.bootwitness.record.RecordListener;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.report.ci.CiOutput;
import dev.bootwitness.report.followup.AfterRun;
import dev.bootwitness.report.followup.LeftOver;
import dev.bootwitness.report.history.Ledger;
import dev.bootwitness.report.story.StoryTeller;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A run with what the command line does around it: the usual times before it, and the reports and
 * follow-ups after the verdict. Until those are complete, the record is marked as unfinished.
 *
 * <p>For one thread.
 */
final class FollowedRun implements AutoCloseable {

  private final Spec spec;
  private final RunOptions options;
  private final Unfinished unfinished;
  private final StoryTeller teller = new StoryTeller();

  FollowedRun(Spec spec, RunSettings settings, Attempts attempts) {
    Path project = settings.project.toAbsolutePath();
    this.spec = spec;
    this.options =
        attempts.next(
            new RunOptions(
                    project,
                    System.getenv(),
                    Version.text(),
                    settings.fresh,
                    settings.rebuild,
                    settings.keep,
                    Ledger.of(project).usual(spec.name()))
                .passingKnown(Optional.ofNullable(settings.passKnown)));
    this.unfinished = new Unfinished(project);
  }

  /**
   * Runs the spec.
   *
   * @param progress hears every event after it is in the record
   */
  RunResult run(RecordListener progress) throws RecordUnwritableException {
    RecordListener all =
        event -> {
          unfinished.on(event);
          teller.on(event);
          progress.on(event);
        };
    return Bootwitness.run(spec, options, all);
  }

  /**
   * Does what follows the verdict, first for earlier runs that were killed before they got to it.
   *
   * @param again whether the spec is tried again: then this failure is no task yet
   */
  AfterRun followUp(RunResult result, boolean again) {
    AfterRun.Wishes wishes =
        new AfterRun.Wishes(
            spec.name(), spec.keep().archive(), again ? Optional.empty() : spec.keep().queue());
    AfterRun left =
        LeftOver.finish(
            Unfinished.folder(options.project()),
            wishes,
            options.environment(),
            Unfinished::isHeld);
    return left.and(
        AfterRun.write(result.verdict(), result.record(), teller, options.environment(), wishes));
  }

  /** Shows the run in the CI system, when all other output of it is written. */
  void showInCi(RunResult result, CiOutput ci) {
    try {
      ci.ended(teller.told(new RunDirectory(result.record()), result.verdict(), List.of()));
    } catch (IOException e) {
      System.err.println("bootwitness: --ci: " + FileTrouble.of(e));
    }
  }

  @Override
  public void close() {
    unfinished.close();
  }
}
