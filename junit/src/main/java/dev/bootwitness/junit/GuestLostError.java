package dev.bootwitness.junit;

/** The guest was lost while a test worked with it; the message is the verdict. */
public final class GuestLostError extends AssertionError {

  private static final long serialVersionUID = 1L;

  GuestLostError(String verdict) {
    super(verdict);
  }
}
