package dev.bootwitness.report.suite;

/** A division or its parts that make no sense; the message is for a person. */
public final class ShardException extends Exception {
  private static final long serialVersionUID = 1;

  /** With what is wrong, where, and what to do. */
  public ShardException(String message) {
    super(message);
  }
}
