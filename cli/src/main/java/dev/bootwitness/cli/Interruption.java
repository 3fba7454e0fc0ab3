package dev.bootwitness.cli;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Turns SIGINT, SIGTERM and SIGHUP into an orderly end of a run.
 *
 * <p>The Java VM begins to exit on such a signal and runs its shutdown hooks; ours interrupts the
 * run, waits until it has ended its machine and written its verdict, and halts with the run's own
 * exit code (System.exit may not be called any more then). A run that has its verdict is not
 * interrupted any more: what follows takes a moment, and an interrupt would close the files that
 * are being written.
 */
final class Interruption implements AutoCloseable {

  /** More than a run needs to end QEMU and write a verdict. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
  private final Thread hook;
  private final ReentrantLock lock = new ReentrantLock();
  private boolean judged;

  private Interruption(Thread run) {
    this.hook = new Thread(() -> interrupt(run), "interruption");
  }

  static Interruption of(Thread run) {
    Interruption interruption = new Interruption(run);
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  /** The run has its verdict. */
  void judged() {
    lock.lock();
    try {
      judged = true;
    } finally {
      lock.unlock();
    }
  }

  /** The run is over. */
  void done(int code) {
    exitCode.complete(code);
  }

  /** Interrupts a run that can still be interrupted. */
  void stop(Thread run) {
    lock.lock();
    try {
      if (!judged) {
        run.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  private void interrupt(Thread run) {
    stop(run);
    try {
      Runtime.getRuntime().halt(exitCode.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      // The parent-death signal ends QEMU with this process; the record is readable as it is.
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException exiting) {
      // The hook runs already and knows what to do.
    }
  }
}
