package dev.bootwitness.cli;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Turns SIGINT, SIGTERM and SIGHUP into an orderly end of the current runs.
 *
 * <p>The Java VM begins to exit on such a signal and runs its shutdown hooks; ours stops the runs,
 * waits until they have ended their machines and written their verdicts, and halts with their exit
 * code (System.exit may not be called any more then).
 */
final class ShutdownSignals implements AutoCloseable {

  /** Longer than a run needs to end QEMU and write a verdict. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
  private final Thread hook;

  private ShutdownSignals(Runnable stop) {
    this.hook = new Thread(() -> interrupt(stop), "interruption");
  }

  /**
   * From now on.
   *
   * @param stop begins to end the current runs, without waiting for it
   */
  static ShutdownSignals of(Runnable stop) {
    ShutdownSignals interruption = new ShutdownSignals(stop);
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  /** The run is over. */
  void done(int code) {
    exitCode.complete(code);
  }

  private void interrupt(Runnable stop) {
    stop.run();
    try {
      Runtime.getRuntime().halt(exitCode.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      // The parent-death signal ends QEMU with this process; the record is readable in its present
      // state.
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException exiting) {
      // The hook is already running and knows what to do.
    }
  }
}
