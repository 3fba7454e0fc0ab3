package dev.bootwitness.serve.live;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What one reader has still to hear of the runs that are going on. A reader that is too slow loses
 * its subscription, and hears the present state when it comes again. Thread-safe.
 */
public final class Subscription implements AutoCloseable {

  private static final int MOST_WAITING = 1000;

  private final BlockingQueue<LiveRuns.Change> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
  private final Consumer<Subscription> end;
  private volatile boolean lost;

  Subscription(Consumer<Subscription> end) {
    this.end = end;
  }

  void put(LiveRuns.Change change) {
    if (!waiting.offer(change)) {
      lost = true;
      close();
    }
  }

  /** Whether changes were lost. */
  public boolean isLost() {
    return lost;
  }

  /** The next change; empty when none came within that time. */
  public Optional<LiveRuns.Change> next(Duration patience) throws InterruptedException {
    return Optional.ofNullable(waiting.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
  }

  @Override
  public void close() {
    end.accept(this);
  }
}
