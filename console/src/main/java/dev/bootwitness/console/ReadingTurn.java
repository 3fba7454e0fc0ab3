package dev.bootwitness.console;

import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Decides which thread reads a channel: a thread that waits for something on it, or else a
 * background reader.
 *
 * <p>A waiting thread that reads the channel itself gets its data without a thread switch, which
 * takes longer than a short answer. In a dialogue, waits follow one another within microseconds, so
 * the background reader takes its turn only after a pause, and is not woken at the end of each
 * wait.
 */
final class ReadingTurn {

  /** How long no thread must have waited before the background reader reads again. */
  static final long PAUSE_NANOS = 1_000_000;

  /** The number of pauses after which the reader sleeps until it is woken. */
  private static final int PATIENCE = 100;

  private final ReentrantLock turn = new ReentrantLock();
  private volatile long ended = System.nanoTime() - PAUSE_NANOS;
  private volatile @Nullable Thread asleep;

  /** Takes the turn if it is free. */
  boolean tryTake() {
    return turn.tryLock();
  }

  /** Ends the turn, which the calling thread has. */
  void end() {
    ended = System.nanoTime();
    turn.unlock();
    Thread reader = asleep;
    if (reader != null) {
      LockSupport.unpark(reader);
    }
  }

  /** Takes the turn as soon as no other thread has wanted it for a moment. For one thread. */
  void takeAfterPause() {
    int pauses = 0;
    while (System.nanoTime() - ended < PAUSE_NANOS || !turn.tryLock()) {
      if (pauses < PATIENCE) {
        pauses++;
        LockSupport.parkNanos(this, PAUSE_NANOS);
      } else {
        pauses = 0;
        asleep = Thread.currentThread();
        if (turn.isLocked()) {
          LockSupport.park(this);
        }
        asleep = null;
      }
    }
  }
}
