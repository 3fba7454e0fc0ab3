package dev.bootwitness.console;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One wait of a console's consumer, which reads the channel itself when it can: an answer then
 * costs no switch of threads. For one thread.
 */
final class ConsumerWait {
  private final ReentrantLock lock;
  private final Condition changed;
  private final ConsoleClock clock;
  private final ChannelReader reader;
  private boolean reads;

  /**
   * A wait that has not begun.
   *
   * @param lock the console's
   * @param changed signalled when something came, or the wait is over
   */
  ConsumerWait(ReentrantLock lock, Condition changed, ConsoleClock clock, ChannelReader reader) {
    this.lock = lock;
    this.changed = changed;
    this.clock = clock;
    this.reader = reader;
  }

  /** Waits a while; called with the lock held, which is released meanwhile. */
  void forMore(long nanos) throws InterruptedException {
    reads = reads || (clock.equals(ConsoleClock.SYSTEM) && reader.tryTakeTurn());
    if (!reads) {
      clock.await(changed, nanos);
      return;
    }
    lock.unlock();
    try {
      reader.readInTurn(nanos);
    } finally {
      lock.lock();
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  /** Ends the wait; called without the lock. */
  void end() {
    if (reads) {
      reader.endTurn();
    }
  }
}
