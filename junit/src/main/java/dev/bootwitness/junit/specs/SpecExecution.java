package dev.bootwitness.junit.specs;

import dev.bootwitness.engine.Bootwitness;
import dev.bootwitness.engine.binding.SpecException;
import dev.bootwitness.engine.run.RecordUnwritableException;
import dev.bootwitness.engine.run.RunOptions;
import dev.bootwitness.engine.run.RunResult;
import dev.bootwitness.engine.spec.Spec;
import dev.bootwitness.junit.FailureMessage;
import dev.bootwitness.record.Outcome;
import dev.bootwitness.report.followup.AfterRun;
import dev.bootwitness.report.history.Ledger;
import dev.bootwitness.report.story.StoryTeller;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.platform.engine.EngineExecutionListener;
import org.junit.platform.engine.ExecutionRequest;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;

/** Runs one spec and reports its tests as they begin and end. */
final class SpecExecution {

  /** The folder whose {@code .bootwitness} holds records and images: a configuration parameter. */
  private static final String PROJECT = "bootwitness.project";

  private final SpecDescriptor container;
  private final EngineExecutionListener listener;
  private final Path project;

  SpecExecution(SpecDescriptor container, ExecutionRequest request) {
    this.container = container;
    this.listener = request.getEngineExecutionListener();
    this.project =
        request
            .getConfigurationParameters()
            .get(PROJECT)
            .map(Path::of)
            .orElse(Path.of(""))
            .toAbsolutePath()
            .normalize();
  }

  void run() {
    listener.executionStarted(container);
    StepEvents tests =
        new StepEvents(container, listener, project.resolve(".bootwitness").resolve("runs"));
    Optional<Throwable> failure = Optional.empty();
    try {
      Optional<SpecException> mistakes = container.mistakes();
      if (mistakes.isPresent()) {
        throw new AssertionError("the spec has mistakes:\n" + mistakes.get().getMessage());
      }
      failure = judged(tests);
    } catch (AssertionError | RecordUnwritableException | RuntimeException e) {
      failure = tests.stopped(e, String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
    listener.executionFinished(
        container,
        failure.map(TestExecutionResult::failed).orElseGet(TestExecutionResult::successful));
  }

  private Optional<Throwable> judged(StepEvents tests) throws RecordUnwritableException {
    Spec whole = container.spec();
    List<Integer> needed = container.needed();
    Spec spec = whole.withSteps(needed.stream().map(whole.steps()::get).toList());
    tests.expect(needed);
    StoryTeller teller = new StoryTeller();
    RunOptions options =
        new RunOptions(project, System.getenv(), version())
            .knowing(Ledger.of(project).usual(spec.name()));
    RunResult result =
        Bootwitness.run(
            spec,
            options,
            stamped -> {
              teller.on(stamped);
              tests.on(stamped.event());
            });
    var _ =
        AfterRun.write(
            result.verdict(),
            result.record(),
            teller,
            options.environment(),
            new AfterRun.Wishes(spec.name(), spec.keep().archive(), spec.keep().queue()));
    listener.reportingEntryPublished(
        container, ReportEntry.from("record", result.record().toString()));
    if (result.verdict().outcome() == Outcome.PASSED) {
      tests.passed();
      return Optional.empty();
    }
    String verdict = FailureMessage.whole(result);
    return tests.stopped(new AssertionError(verdict), FailureMessage.headline(verdict));
  }

  private static String version() {
    String version = SpecExecution.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
