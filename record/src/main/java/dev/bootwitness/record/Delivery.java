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
 * <p>Each appending thread tries to take the turn. The thread that gets it delivers everything
 * queued, including what others queue meanwhile; a thread that does not get it leaves its event to
 * the one that did. So only the thread inside a listener waits for that listener, and two threads
 * whose listeners wait for each other's appends cannot deadlock. A listener that appends already
 * holds the turn: its event stays in the queue until all listeners have heard the current one.
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

  /** Queues an event. Callers hold the writer's lock, so that events are queued in order. */
  void enqueue(StampedEvent event) {
    queue.add(event);
  }

  /** Ensures that queued events are delivered, by this thread or by the one that has the turn. */
  void deliver() {
    if (turn.isHeldByCurrentThread()) {
      return;
    }
    // Checked again after each turn: otherwise nobody would deliver an event that was queued
    // between another thread's last look and its unlock.
    while (!queue.isEmpty() && turn.tryLock()) {
      try {
        drain();
      } finally {
        turn.unlock();
      }
    }
  }

  /** Returns when everything queued before the call is delivered; inside a listener, at once. */
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
