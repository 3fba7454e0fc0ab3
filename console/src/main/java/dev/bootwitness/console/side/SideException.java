package dev.bootwitness.console.side;

import java.io.IOException;

/**
 * The side channel could not do what was asked; the message says what, and what the guest reported.
 */
public final class SideException extends IOException {

  private static final long serialVersionUID = 1L;

  SideException(String message) {
    super(message);
  }

  SideException(String message, IOException cause) {
    super(message, cause);
  }
}
