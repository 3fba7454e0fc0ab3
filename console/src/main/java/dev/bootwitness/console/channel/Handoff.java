package dev.bootwitness.console.channel;

import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Passes a stream of bytes from one thread to another, one chunk at a time.
 *
 * <p>The giver waits until the last chunk is taken completely, so a flood takes no memory.
 */
final class Handoff {

  private static final byte[] NOTHING = {};

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private byte[] chunk = NOTHING;
  private int taken;
  private boolean ended;

  /** Gives {@code bytes[0..length)}; after {@link #end} they are dropped. */
  void give(byte[] bytes, int length) throws InterruptedException {
    lock.lock();
    try {
      while (taken < chunk.length && !ended) {
        changed.await();
      }
      if (!ended) {
        chunk = Arrays.copyOf(bytes, length);
        taken = 0;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Takes at least one byte, or returns -1 when everything given is taken and no more follows. */
  int take(byte[] buffer) throws InterruptedException {
    lock.lock();
    try {
      while (taken == chunk.length && !ended) {
        changed.await();
      }
      int n = Math.min(buffer.length, chunk.length - taken);
      if (n == 0) {
        return -1;
      }
      System.arraycopy(chunk, taken, buffer, 0, n);
      taken += n;
      changed.signalAll();
      return n;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the stream: nothing more will be given. */
  void end() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
