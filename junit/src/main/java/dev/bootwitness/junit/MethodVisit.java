package dev.bootwitness.junit;

import dev.bootwitness.engine.check.CheckOutcome;
import dev.bootwitness.engine.session.AttendedGuest;
import dev.bootwitness.record.CheckResult;
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
  Throwable reported(Throwable thrown) {
    if (!(thrown instanceof AssertionError)
        || thrown instanceof GuestLostError
        || thrown instanceof NoGuestError
        || !session.isAlive()) {
      return thrown;
    }
    try {
      return session.call(guest -> reported(guest, thrown));
    } catch (GuestLostError lost) {
      thrown.addSuppressed(lost);
      return thrown;
    }
  }

  /** JUnit writes the message into files, so it is blanked as the record is. */
  private AssertionFailedError reported(AttendedGuest guest, Throwable thrown)
      throws InterruptedException {
    String message =
        guest.blanked(thrown.getMessage() == null ? thrown.toString() : thrown.getMessage());
    for (Finding finding : findings(thrown, message)) {
      guest.report(finding.cause, finding.detail, finding.subject, finding.quote);
    }
    String text = FailureMessage.of(guest.verdict(), message, session.record());
    AssertionFailedError reported =
        thrown instanceof AssertionFailedError failed
                && failed.isExpectedDefined()
                && failed.isActualDefined()
            ? new AssertionFailedError(
                text,
                guest.blanked(String.valueOf(failed.getExpected().getValue())),
                guest.blanked(String.valueOf(failed.getActual().getValue())),
                thrown.getCause())
            : new AssertionFailedError(text, thrown.getCause());
    reported.setStackTrace(thrown.getStackTrace());
    Arrays.stream(thrown.getSuppressed()).forEach(reported::addSuppressed);
    return reported;
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
                why instanceof TestAbortedException ? CheckResult.SKIPPED : CheckResult.FAILED)
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
