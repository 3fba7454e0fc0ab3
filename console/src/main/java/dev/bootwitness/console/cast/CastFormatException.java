package dev.bootwitness.console.cast;

import java.io.IOException;

/** A file is not an asciicast of version 2; the message says which line is wrong and why. */
final class CastFormatException extends IOException {

  private static final long serialVersionUID = 1L;

  CastFormatException(long line, String problem) {
    super("line " + line + ": " + problem);
  }
}
