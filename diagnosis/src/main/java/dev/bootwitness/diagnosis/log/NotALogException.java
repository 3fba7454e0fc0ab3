package dev.bootwitness.diagnosis.log;

import java.io.IOException;

/** The input is a program, a picture or an archive: nothing that a log could be read from. */
public final class NotALogException extends IOException {
  private static final long serialVersionUID = 1;

  /** With what it is, and what to do if it is one after all. */
  NotALogException(String message) {
    super(message);
  }
}
