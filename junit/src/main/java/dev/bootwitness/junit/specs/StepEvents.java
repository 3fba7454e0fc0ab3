package dev.bootwitness.junit.specs;

import dev.bootwitness.junit.FailureMessage;
import dev.bootwitness.record.CheckResult;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Finding;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.EngineExecutionListener;
import org.junit.platform.engine.TestExecutionResult;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * Turns a run's events into the beginnings and ends of tests, never two at a time: steps end in
 * their order. A failed step ends when the finding that follows it is known.
 */
final class StepEvents {

  private final SpecDescriptor container;
  private final EngineExecutionListener listener;
  private final Path runs;
  private final Set<StepDescriptor> done = new HashSet<>();
  private List<Integer> expected = List.of();
  private int next;
  private @Nullable StepDescriptor open;
  private @Nullable CheckResult failed;
  private @Nullable Finding finding;
  private Path record = Path.of("");
  private boolean anyFailed;
  private @Nullable String excuse;

  /** Of a run whose record will be in {@code runs}; its boot begins now. */
  StepEvents(SpecDescriptor container, EngineExecutionListener listener, Path runs) {
    this.container = container;
    this.listener = listener;
    this.runs = runs;
    start(StepDescriptor.BOOT);
  }

  /** The numbers of the steps whose events will come. */
  void expect(List<Integer> steps) {
    expected = List.copyOf(steps);
  }

  /** A failure counts as a test that was aborted, for that reason. */
  void excuse(String why) {
    excuse = why;
  }

  void on(Event event) {
    switch (event) {
      case Event.RunStarted started -> record = runs.resolve(started.run());
      case Event.CheckStarted _ -> {
        settle();
        pass();
        finding = null;
        start(expected.get(next));
      }
      case Event.CheckEnded(CheckResult result) -> ended(result);
      case Event.FindingMade(Finding made) -> finding = finding == null ? made : finding;
      default -> {
        // of no step
      }
    }
  }

  private void ended(CheckResult result) {
    settle();
    int number = expected.get(next++);
    if (result.outcome().equals(CheckResult.FAILED)) {
      // A step that is no test is for the container to report.
      anyFailed |= open != null;
      failed = result;
    } else if (result.passed()) {
      pass();
    } else if (open == null) {
      test(number).ifPresent(test -> skip(test, result.message()));
    } else {
      end(TestExecutionResult.aborted(new TestAbortedException(result.message())));
    }
  }

  private Optional<StepDescriptor> test(int number) {
    return container.tests().stream().filter(test -> test.number() == number).findFirst();
  }

  private void start(int number) {
    test(number)
        .ifPresent(test -> {
          open = test;
          listener.executionStarted(test);
        });
  }

  private void pass() {
    end(TestExecutionResult.successful());
  }

  private void end(TestExecutionResult result) {
    if (open != null) {
      done.add(open);
      listener.executionFinished(open, result);
      open = null;
    }
  }

  private TestExecutionResult failure(Throwable why) {
    return excuse == null
        ? TestExecutionResult.failed(why)
        : TestExecutionResult.aborted(new TestAbortedException(excuse, why));
  }

  private void skip(StepDescriptor test, String why) {
    done.add(test);
    listener.executionSkipped(test, why);
  }

  /** Ends the step that has failed, if one has. */
  private void settle() {
    if (failed != null) {
      end(
          failure(
              new AssertionFailedError(
                  FailureMessage.of(Optional.ofNullable(finding), failed.message(), record))));
      failed = null;
    }
  }

  /** The run has passed. */
  void passed() {
    settle();
    pass();
  }

  /**
   * The run has ended early, or with a failure.
   *
   * @param headline why, for the tests that were not run
   * @return the container's own result: that it was successful, when a test has reported it
   */
  TestExecutionResult stopped(Throwable why, String headline) {
    settle();
    boolean reported = anyFailed || open != null;
    end(failure(why));
    container.tests().stream()
        .filter(test -> !done.contains(test))
        .toList()
        .forEach(test -> skip(test, "not run: " + headline));
    return reported ? TestExecutionResult.successful() : failure(why);
  }
}
