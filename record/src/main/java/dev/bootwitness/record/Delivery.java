package dev.bootwitness.record;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;

/**
 * Hands events to listeners in order, one at a time, without a thread of its own.
 *
 * <p>Whoever appended tries for the turn. Who gets it delivers everything queued, including what
 * others queue meanwhile; who does not leaves its event to the one who has it. So nobody waits for
 * a listener but the thread that is in it, and two threads whose listeners wait for each other's
 * appends cannot deadlock. A listener that appends holds the turn already: its event waits in the
 * queue until the current one was heard by all.
 */
final class Delivery {
  private final Queue<StampedEvent> queue = new ConcurrentLinkedQueue<>();
  private final List<RecordListener> listeners = new CopyOnWriteArrayList<>();
  private final ReentrantLock turn = new ReentrantLock();
  private final BiConsumer<RecordListener, RuntimeException> onFailure;

  Delivery(BiConsumer<RecordListener, RuntimeException> onFailure) {
    this.onFailure = onFailure;
  }

  void add(RecordListener listener) {
    listeners.add(listener);
  }

  /** Queues an event; to be called in the order of events, hence under the writer's lock. */
  void enqueue(StampedEvent event) {
    queue.add(event);
  }

  /**
   * Sees to it that what is queued is delivered, by this thread or by the one that has the turn.
   */
  void deliver() {
    if (turn.isHeldByCurrentThread()) {
      return;
    }
    // Asked again after each turn: an event queued between another's last look and its unlock is
    // nobody's otherwise.
    while (!queue.isEmpty() && turn.tryLock()) {
      try {
        drain();
      } finally {
        turn.unlock();
      }
    }
  }

  /** Returns when all that was queued before was delivered; at once inside a listener. */
  void await() {
    if (turn.isHeldByCurrentThread()) {
      return;
    }
    turn.lock();
    try {
      drain();
    } finally {
      turn.unlock();
    }
  }

  private void drain() {
    for (StampedEvent event = queue.poll(); event != null; event = queue.poll()) {
      for (RecordListener listener : listeners) {
        try {
          listener.on(event);
        } catch (RuntimeException e) {
          onFailure.accept(listener, e);
        }
      }
    }
  }
}
