package dev.bootwitness.cli;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Turns SIGINT, SIGTERM and SIGHUP into an orderly end of a run.
 *
 * <p>The Java VM begins to exit on such a signal and runs its shutdown hooks; ours interrupts the
 * run, waits until it has ended its machine and written its verdict, and halts with the run's own
 * exit code (System.exit may not be called any more then).
 */
final class Interruption implements AutoCloseable {

  /** More than a run needs to end QEMU and write a verdict. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
  private final Thread hook;

  private Interruption(Thread run) {
    this.hook = new Thread(() -> interrupt(run), "interruption");
  }

  static Interruption of(Thread run) {
    Interruption interruption = new Interruption(run);
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  /** The run is over. */
  void done(int code) {
    exitCode.complete(code);
  }

  private void interrupt(Thread run) {
    run.interrupt();
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
