package dev.bootwitness.junit.specs;

import dev.bootwitness.engine.Bootwitness;
import dev.bootwitness.engine.binding.SpecException;
import dev.bootwitness.engine.run.Attempts;
import dev.bootwitness.engine.run.RecordUnwritableException;
import dev.bootwitness.engine.run.RunOptions;
import dev.bootwitness.engine.run.RunResult;
import dev.bootwitness.engine.spec.Spec;
import dev.bootwitness.junit.FailureMessage;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.KnownFailure;
import dev.bootwitness.record.Outcome;
import dev.bootwitness.record.Verdict;
import dev.bootwitness.report.followup.AfterRun;
import dev.bootwitness.report.history.Ledger;
import dev.bootwitness.report.story.StoryTeller;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
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
    TestExecutionResult result;
    try {
      Optional<SpecException> mistakes = container.mistakes();
      if (mistakes.isPresent()) {
        throw new AssertionError("the spec has mistakes:\n" + mistakes.get().getMessage());
      }
      result = judged(tests);
    } catch (AssertionError | RecordUnwritableException | RuntimeException e) {
      result = tests.stopped(e, String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
    listener.executionFinished(container, result);
  }

  /**
   * An attempt that fails and is tried again is no result: only the one that counts shows tests.
   */
  private TestExecutionResult judged(StepEvents tests) throws RecordUnwritableException {
    Spec whole = container.spec();
    List<Integer> needed = container.needed();
    Spec spec = whole.withSteps(needed.stream().map(whole.steps()::get).toList());
    tests.expect(needed);
    Attempts attempts = new Attempts(spec.policy().retries());
    while (true) {
      // What is decided only by the verdict is shown after it.
      boolean atOnce = attempts.isLast() && !spec.policy().knownPasses();
      List<Event> events = new ArrayList<>();
      RunResult result = attempt(spec, attempts, atOnce ? tests::on : events::add);
      if (!attempts.again(result.verdict())) {
        excuse(result.verdict()).ifPresent(tests::excuse);
        events.forEach(tests::on);
        return end(tests, result);
      }
    }
  }

  private RunResult attempt(Spec spec, Attempts attempts, Consumer<Event> events)
      throws RecordUnwritableException {
    StoryTeller teller = new StoryTeller();
    RunOptions options =
        attempts.next(
            new RunOptions(project, System.getenv(), version())
                .knowing(Ledger.of(project).usual(spec.name())));
    RunResult result =
        Bootwitness.run(
            spec,
            options,
            stamped -> {
              teller.on(stamped);
              events.accept(stamped.event());
            });
    boolean again = attempts.triesAgain(result.verdict());
    var _ =
        AfterRun.write(
            result.verdict(),
            result.record(),
            teller,
            options.environment(),
            new AfterRun.Wishes(
                spec.name(),
                spec.keep().archive(),
                again ? Optional.empty() : spec.keep().queue()));
    listener.reportingEntryPublished(
        container,
        ReportEntry.from(
            again ? "record of an attempt that failed" : "record", result.record().toString()));
    return result;
  }

  private static TestExecutionResult end(StepEvents tests, RunResult result) {
    if (result.verdict().outcome() == Outcome.PASSED) {
      tests.passed();
      return TestExecutionResult.successful();
    }
    String verdict = FailureMessage.whole(result);
    return tests.stopped(new AssertionError(verdict), FailureMessage.headline(verdict));
  }

  /** Why a failure is none for whoever runs the spec; empty when it is one. */
  private static Optional<String> excuse(Verdict verdict) {
    return Optional.ofNullable(verdict.known())
        .filter(KnownFailure::excuses)
        .map(known -> "known (%s): %s".formatted(known.ticket(), known.reason()));
  }

  private static String version() {
    String version = SpecExecution.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
