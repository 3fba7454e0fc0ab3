package dev.bootwitness.console;

/** The console's channel is closed: nothing can be typed into it any more. */
public final class ConsoleClosedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ConsoleClosedException(String message, Throwable cause) {
    super(message, cause);
  }
}
