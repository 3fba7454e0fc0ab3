package dev.bootwitness.console;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;

/**
 * A console's source of time: monotonic nanoseconds, and waiting that a test can make instant.
 *
 * <p>Implementations are thread-safe.
 */
public interface ConsoleClock {

  /** The machine's own monotonic clock. */
  ConsoleClock SYSTEM =
      new ConsoleClock() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        @SuppressWarnings("WaitNotInLoop") // the callers of this adapter wait in a loop
        public void await(Condition condition, long nanos) throws InterruptedException {
          boolean ignored = condition.await(nanos, TimeUnit.NANOSECONDS);
        }
      };

  /** Nanoseconds since an arbitrary origin; only differences have a meaning. */
  long nanos();

  /**
   * Waits until {@code condition} is signalled, at most {@code nanos}; may wake early.
   *
   * <p>Called with the condition's lock held, which is released meanwhile.
   */
  void await(Condition condition, long nanos) throws InterruptedException;
}
