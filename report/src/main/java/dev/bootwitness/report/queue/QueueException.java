package dev.bootwitness.report.queue;

/** A task queue that cannot be read or changed; the message says why and what to do. */
public final class QueueException extends Exception {
  private static final long serialVersionUID = 1L;

  QueueException(String message) {
    super(message);
  }
}
