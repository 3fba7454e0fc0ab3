package dev.bootwitness.report.progress;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A thread that does something repeatedly until it is closed. */
final class Ticker implements AutoCloseable {
  private final CountDownLatch stop = new CountDownLatch(1);

  private Ticker() {}

  static Ticker start(Duration period, Runnable tick) {
    Ticker ticker = new Ticker();
    Thread.ofVirtual().name("progress-ticker").start(() -> ticker.run(period, tick));
    return ticker;
  }

  private void run(Duration period, Runnable tick) {
    try {
      while (!stop.await(period.toNanos(), TimeUnit.NANOSECONDS)) {
        tick.run();
      }
    } catch (InterruptedException e) {
      // No other code has this thread to interrupt it; an interrupt can only mean that it should
      // end.
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stop.countDown();
  }
}
