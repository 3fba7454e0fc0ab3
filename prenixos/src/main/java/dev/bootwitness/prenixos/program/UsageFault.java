package dev.bootwitness.prenixos.program;

/** The command line is not understood; the message says what is allowed. */
final class UsageFault extends Exception {

  UsageFault(String message) {
    super(message);
  }
}
