package dev.bootwitness.junit;

import dev.bootwitness.engine.check.CheckOutcome;

/** The guest is not as a test expects, for a cause of the catalogue. */
final class GuestAssertionError extends AssertionError {

  private static final long serialVersionUID = 1L;

  private final transient CheckOutcome.Failed failed;

  GuestAssertionError(String what, CheckOutcome.Failed failed) {
    super(what + ": " + failed.message());
    this.failed = failed;
  }

  CheckOutcome.Failed failed() {
    return failed;
  }
}
