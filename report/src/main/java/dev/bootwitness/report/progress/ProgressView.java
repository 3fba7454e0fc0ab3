package dev.bootwitness.report.progress;

import dev.bootwitness.record.RecordListener;
import dev.bootwitness.record.StampedEvent;
import dev.bootwitness.report.terminal.Style;
import java.io.Flushable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows the progress of a run while it is going on.
 *
 * <p>It is driven by events and by its own ticker, which ends with {@link #close}. When the output
 * fails (a closed pipe), it falls silent without disturbing the run. Thread-safe.
 */
public abstract sealed class ProgressView implements RecordListener, AutoCloseable
    permits TerminalProgress, PlainProgress {
  private static final Duration TICK = Duration.ofMillis(100);

  private final Appendable out;
  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();
  private final RunProgress progress = new RunProgress();
  private @Nullable Ticker ticker;
  private long heardAt;
  private boolean silent;
  private boolean closed;

  ProgressView(Appendable out, LongSupplier nanoTime) {
    this.out = out;
    this.nanoTime = nanoTime;
  }

  /**
   * Starts showing progress.
   *
   * @param out the output, flushed after each write if possible
   * @param terminal whether {@code out} is a terminal, on which lines may be redrawn; else each
   *     line is written once
   * @param columns the terminal's width, asked before each line
   */
  public static ProgressView start(
      Appendable out, Style style, boolean terminal, IntSupplier columns) {
    ProgressView view =
        terminal
            ? new TerminalProgress(out, style, columns, System::nanoTime)
            : new PlainProgress(out, style, System::nanoTime);
    view.ticker = Ticker.start(TICK, view::tick);
    return view;
  }

  @Override
  public final void on(StampedEvent event) {
    lock.lock();
    try {
      if (!closed) {
        heardAt = nanoTime.getAsLong();
        progress.hear(event);
        show(event, progress);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Shows what changed merely because time passed. */
  final void tick() {
    lock.lock();
    try {
      if (!closed) {
        progress.passTo(progress.heardNanos() + nanoTime.getAsLong() - heardAt);
        passTime(progress);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends the view and leaves the output at the beginning of a line. */
  @Override
  public final void close() {
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        finish();
      }
    } finally {
      lock.unlock();
    }
    if (ticker != null) {
      ticker.close();
    }
  }

  /** Shows an event that {@code progress} has taken in. */
  abstract void show(StampedEvent event, RunProgress progress);

  /** Shows that time has passed. */
  abstract void passTime(RunProgress progress);

  /** Leaves the output at the beginning of a line. */
  abstract void finish();

  final void write(String text) {
    if (silent || text.isEmpty()) {
      return;
    }
    try {
      out.append(text);
      if (out instanceof Flushable flushable) {
        flushable.flush();
      }
    } catch (IOException e) {
      silent = true;
    }
  }
}
