package dev.bootwitness.console.fake;

import dev.bootwitness.console.ConsoleClock;
import java.time.Duration;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;

/**
 * A clock whose time passes only when somebody waits, and then at once.
 *
 * <p>Scheduled actions run on the waiting thread, in order of time. Strict: an endless wait while
 * nothing is scheduled fails instead of hanging. For one thread.
 */
public final class FakeClock implements ConsoleClock {

  private record Task(long at, long order, Runnable action) {}

  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(
          (a, b) -> a.at != b.at ? Long.compare(a.at, b.at) : Long.compare(a.order, b.order));
  private long now;
  private long order;

  /** Runs {@code action} when {@code delay} from now has passed. */
  public void after(Duration delay, Runnable action) {
    tasks.add(new Task(now + delay.toNanos(), order++, action));
  }

  /** Whether nothing is scheduled any more. */
  public boolean idle() {
    return tasks.isEmpty();
  }

  @Override
  public long nanos() {
    return now;
  }

  @Override
  public void await(Condition condition, long nanos) {
    Task next = tasks.peek();
    long until = nanos == Long.MAX_VALUE ? Long.MAX_VALUE : now + nanos;
    if (next != null && next.at <= until) {
      tasks.poll();
      now = Math.max(now, next.at);
      next.action.run();
    } else if (until == Long.MAX_VALUE) {
      throw new AssertionError("somebody waits for ever and nothing is scheduled");
    } else {
      now = until;
    }
  }
}
