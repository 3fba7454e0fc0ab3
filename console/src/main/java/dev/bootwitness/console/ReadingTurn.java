package dev.bootwitness.console;

import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is to read a channel: that of a thread that waits for something on it, or else that
 * of a reader in the background.
 *
 * <p>Who reads for itself has what it waits for without a thread switch, which takes longer than a
 * short answer. In a dialogue waits follow one another within microseconds, so the reader in the
 * background takes its turn only after a pause, and is not woken at the end of each wait.
 */
final class ReadingTurn {

  /** How long nobody must have waited before the reader in the background reads again. */
  static final long PAUSE_NANOS = 1_000_000;

  /** Pauses that the reader counts out before it sleeps until it is woken. */
  private static final int PATIENCE = 100;

  private final ReentrantLock turn = new ReentrantLock();
  private volatile long ended = System.nanoTime() - PAUSE_NANOS;
  private volatile @Nullable Thread asleep;

  /** Takes the turn if nobody has it. */
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

  /** Takes the turn as soon as nobody else has wanted it for a moment. For one thread. */
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
