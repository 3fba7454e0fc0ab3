package dev.bootwitness.junit;

import dev.bootwitness.engine.check.CheckOutcome;
import dev.bootwitness.record.CheckResult;
import dev.bootwitness.record.Verdict;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.MultipleFailuresError;
import org.opentest4j.TestAbortedException;

/**
 * A test method at a machine: its beginning, its failure and its end are in the record, where it is
 * a check.
 *
 * @param own whether the machine is the method's alone, and ends with it
 */
record MethodVisit(MachineSession session, String name, boolean own, long began)
    implements AutoCloseable {

  static MethodVisit begin(MachineSession session, String name, boolean own) {
    session.call(guest -> {
      guest.began(name);
      return true;
    });
    return new MethodVisit(session, name, own, System.nanoTime());
  }

  /** What the test reports instead of its failed assertion; anything else stays as it is. */
  Throwable told(Throwable thrown) {
    if (!(thrown instanceof AssertionError)
        || thrown instanceof GuestLostError
        || thrown instanceof BootFailedError
        || !session.isAlive()) {
      return thrown;
    }
    String message = thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
    Verdict verdict =
        session.call(guest -> {
          for (Finding finding : findings(thrown, message)) {
            guest.report(finding.cause, finding.detail, finding.subject, finding.quote);
          }
          return guest.verdict();
        });
    String text = FailureMessage.of(verdict, message, session.record());
    AssertionFailedError told =
        thrown instanceof AssertionFailedError failed
                && failed.isExpectedDefined()
                && failed.isActualDefined()
            ? new AssertionFailedError(text, failed.getExpected(), failed.getActual())
            : new AssertionFailedError(text);
    told.setStackTrace(thrown.getStackTrace());
    Arrays.stream(thrown.getSuppressed()).forEach(told::addSuppressed);
    return told;
  }

  private record Finding(String cause, String detail, String subject, String quote) {}

  private List<Finding> findings(Throwable thrown, String message) {
    if (thrown instanceof MultipleFailuresError several) {
      return several.getFailures().stream()
          .flatMap(one -> findings(one, String.valueOf(one.getMessage())).stream())
          .toList();
    }
    if (thrown instanceof GuestAssertionError failed) {
      CheckOutcome.Failed outcome = failed.failed();
      return List.of(
          new Finding(
              outcome.causeId(),
              "test \"" + name + "\": " + outcome.message(),
              outcome.subject().isEmpty() ? name : outcome.subject(),
              outcome.quote()));
    }
    return List.of(
        new Finding("check/failed", "test \"" + name + "\": " + message.strip(), name, ""));
  }

  /** Puts the method's end into the record. */
  void end(Optional<Throwable> thrown) {
    String outcome =
        thrown
            .map(why ->
                why instanceof TestAbortedException ? CheckResult.NOT_RUN : CheckResult.FAILED)
            .orElse(CheckResult.PASSED);
    String message = thrown.map(why -> String.valueOf(why.getMessage())).orElse("");
    if (session.isAlive()) {
      session.call(guest -> {
        guest.ended(name, outcome, Duration.ofNanos(System.nanoTime() - began), message);
        return true;
      });
    }
  }

  @Override
  public void close() {
    if (own) {
      session.close();
    }
  }
}
