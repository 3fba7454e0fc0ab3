package dev.bootwitness.junit;

/** The machine did not come as far as a shell; the message is the verdict. */
public final class BootFailedError extends AssertionError {

  private static final long serialVersionUID = 1L;

  BootFailedError(String verdict) {
    super(verdict);
  }
}
