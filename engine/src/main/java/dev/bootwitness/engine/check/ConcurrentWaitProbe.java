package dev.bootwitness.engine.check;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Inspects the guest over another channel while a command of a check runs there, and ends the
 * command when what it waits for can no longer come.
 *
 * <p>A command such as {@code systemctl is-system-running --wait} waits by itself, so nothing else
 * could say what it waits for.
 */
final class ConcurrentWaitProbe implements AutoCloseable {

  /** Most commands have ended before this time. */
  private static final Duration FIRST = Duration.ofSeconds(1);

  private static final Duration PERIOD = Duration.ofSeconds(1);

  /** Asks once more; the answer ends the command. */
  @FunctionalInterface
  interface Look {
    Optional<ProbeResult.Not> hopeless() throws InterruptedException;
  }

  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread thread;
  private volatile Optional<ProbeResult.Not> end = Optional.empty();

  private ConcurrentWaitProbe(Look look, Runnable hurry) {
    this.thread =
        Thread.ofVirtual().name("check-companion").unstarted(() -> accompany(look, hurry));
  }

  static ConcurrentWaitProbe start(Look look, Runnable hurry) {
    ConcurrentWaitProbe companion = new ConcurrentWaitProbe(look, hurry);
    companion.thread.start();
    return companion;
  }

  private void accompany(Look look, Runnable hurry) {
    try {
      Duration pause = FIRST;
      while (end.isEmpty() && !over.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
        end = look.hopeless();
        pause = PERIOD;
      }
      // The single nudge may come when the command has just begun to write endlessly.
      while (end.isPresent() && over.getCount() > 0) {
        hurry.run();
        boolean _ = over.await(PERIOD.toNanos(), TimeUnit.NANOSECONDS);
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /** Why the command was ended; empty when it was not. */
  Optional<ProbeResult.Not> end() {
    return end;
  }

  /** Waits until a look in progress is over: it uses the serial shell. */
  @Override
  public void close() {
    over.countDown();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
        thread.interrupt();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
