package dev.bootwitness.console.shell;

/** The guest's shell does not answer, or not as a shell would; the message says what was seen. */
public final class ShellException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ShellException(String message) {
    super(message);
  }
}
