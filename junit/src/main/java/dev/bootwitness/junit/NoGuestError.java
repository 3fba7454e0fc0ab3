package dev.bootwitness.junit;

import java.nio.file.Path;

/** There is no guest that a test could work with; the message is the verdict. */
public abstract sealed class NoGuestError extends AssertionError
    permits BootFailedError, StepsFailedError {

  private static final long serialVersionUID = 1L;

  private final String record;

  NoGuestError(String verdict, Path record) {
    super(verdict);
    this.record = record.toString();
  }

  /** The directory of the run's record. */
  public Path record() {
    return Path.of(record);
  }

  /** What went wrong, as part of a sentence. */
  abstract String what();
}
