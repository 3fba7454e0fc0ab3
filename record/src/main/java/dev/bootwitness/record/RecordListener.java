package dev.bootwitness.record;

/**
 * Somebody who hears what the record has just written.
 *
 * <p>Events come one at a time, in the order of their numbers, each after its line is in the file
 * and to all listeners before the next event comes to any. Which thread calls is not defined, but
 * it holds none of the writer's write locks: a listener may append, and hears its own event after
 * it has returned. It must be quick, since it is called by whoever appends.
 */
@FunctionalInterface
public interface RecordListener {

  /** Hears an event, as it stands in the record: secrets are masked. */
  void on(StampedEvent event);
}
