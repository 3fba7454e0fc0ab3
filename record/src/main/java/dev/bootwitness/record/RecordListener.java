package dev.bootwitness.record;

/**
 * Hears what the record has just written.
 *
 * <p>Events arrive one at a time, in the order of their numbers. Each arrives after its line is in
 * the file, and all listeners hear it before any hears the next. The calling thread is not defined,
 * but it holds none of the writer's write locks: a listener may append, and hears its own event
 * after it has returned. It must be quick, since the appending thread calls it.
 */
@FunctionalInterface
public interface RecordListener {

  /** Hears an event as written in the record: secrets are masked. */
  void on(StampedEvent event);
}
