package dev.bootwitness.cli;

import dev.bootwitness.diagnosis.verdict.ExitCodes;
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
  private final Duration patience;
  private final Thread hook;
  private volatile boolean keeping;

  private ShutdownSignals(Runnable stop, Duration patience) {
    this.patience = patience;
    this.hook = new Thread(() -> interrupt(stop), "interruption");
  }

  /**
   * From now on.
   *
   * @param stop begins to end the current runs, without waiting for it
   */
  static ShutdownSignals of(Runnable stop) {
    return of(stop, PATIENCE);
  }

  /**
   * The same.
   *
   * @param patience how long the runs may take to end
   */
  static ShutdownSignals of(Runnable stop, Duration patience) {
    ShutdownSignals interruption = new ShutdownSignals(stop, patience);
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  /**
   * The runs have ended, and what they leave is being written. That takes as long as it takes: half
   * of it is worth nothing, and whoever cannot wait sends SIGKILL.
   */
  void keeping() {
    keeping = true;
  }

  /** The run is over. */
  void done(int code) {
    exitCode.complete(code);
  }

  private void interrupt(Runnable stop) {
    stop.run();
    try {
      Runtime.getRuntime().halt(awaited());
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      // The parent-death signal ends QEMU with this process; the record is readable in its present
      // state.
    }
  }

  private int awaited() throws InterruptedException, ExecutionException, TimeoutException {
    try {
      return exitCode.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      if (keeping) {
        return exitCode.get();
      }
      throw e;
    }
  }

  @Override
  public void close() {
    // Has an effect only if nobody said how the run ended: an exception did.
    exitCode.complete(ExitCodes.HOST_OR_HARNESS);
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException exiting) {
      // The hook is already running and knows what to do.
    }
  }
}
