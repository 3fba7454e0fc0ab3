package dev.bootwitness.cli;

import dev.bootwitness.diagnosis.ExitCodes;
import dev.bootwitness.engine.Bootwitness;
import dev.bootwitness.engine.RecordUnwritableException;
import dev.bootwitness.engine.RunOptions;
import dev.bootwitness.engine.RunResult;
import dev.bootwitness.engine.spec.Spec;
import dev.bootwitness.record.RecordListener;
import dev.bootwitness.report.ProgressView;
import dev.bootwitness.report.VerdictText;
import dev.bootwitness.report.archive.FollowUp;
import dev.bootwitness.report.files.AfterRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
    RunOptions options =
        new RunOptions(
            settings.project.toAbsolutePath(), System.getenv(), Version.text(), settings.fresh);
    try (Interruption interruption = Interruption.of(Thread.currentThread())) {
      RunResult result = watched(spec, options, output);
      // What is written from here on would end at once on an interrupted thread.
      boolean interrupted = Thread.interrupted();
      List<String> troubles =
          new ArrayList<>(AfterRun.write(result.verdict(), result.record(), options.environment()));
      FollowUp followUp =
          FollowUp.of(
              result.verdict(),
              result.record(),
              spec.name(),
              spec.keep().archive(),
              spec.keep().queue());
      troubles.addAll(followUp.troubles());
      VerdictText.print(
          result.verdict(), result.record(), news(spec, followUp), output.style(), output.stream());
      output.stream().flush();
      troubles.forEach(trouble -> System.err.println("bootwitness: " + trouble));
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      interruption.done(result.exitCode());
      return result.exitCode();
    } catch (RecordUnwritableException e) {
      System.err.println("bootwitness: " + e.getMessage());
      return ExitCodes.HOST_OR_HARNESS;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to standard output", e);
    }
  }

  /** The queue is named as it is seen from here, or by its name: what is new must fit the line. */
  private static List<String> news(Spec spec, FollowUp followUp) {
    String queue = spec.keep().queue().map(ForegroundRun::shortly).orElse("");
    return followUp.news().stream().map(sentence -> queue + ": " + sentence).toList();
  }

  private static String shortly(Path file) {
    Path here = Path.of("").toAbsolutePath();
    Path shown = file.startsWith(here) ? here.relativize(file) : file.getFileName();
    return String.valueOf(shown);
  }

  private RunResult watched(Spec spec, RunOptions options, Output output)
      throws RecordUnwritableException {
    if (settings.quiet) {
      RecordListener nobody = _ -> {};
      return Bootwitness.run(spec, options, nobody);
    }
    try (ProgressView progress =
        ProgressView.start(output.stream(), output.style(), output.terminal(), output.columns())) {
      return Bootwitness.run(spec, options, progress);
    }
  }
}
