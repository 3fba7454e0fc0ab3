package dev.bootwitness.image.build;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Copies a builder's output into its log completely, and to its reader line by line. */
final class OutputPump {

  private static final int BUFFER = 64 * 1024;

  private final LongSupplier nanoTime;
  private final Consumer<String> reader;
  private final int longestLine;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  // The lock guards the failure; only the thread writes it.
  private @Nullable IOException failure;
  private volatile long lastOutput;

  private OutputPump(
      ChildTree child,
      OutputStream log,
      Consumer<String> reader,
      int longestLine,
      LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.reader = reader;
    this.longestLine = longestLine;
    this.lastOutput = nanoTime.getAsLong();
    this.thread = Thread.ofVirtual().name("build-output").unstarted(() -> pump(child, log));
  }

  /** Begins to read; a log that cannot be written ends the command. */
  static OutputPump start(
      ChildTree child,
      OutputStream log,
      Consumer<String> reader,
      int longestLine,
      LongSupplier nanoTime) {
    OutputPump pump = new OutputPump(child, log, reader, longestLine, nanoTime);
    pump.thread.start();
    return pump;
  }

  /** When the last byte arrived, on the given clock; the start if none has arrived. */
  long lastOutput() {
    return lastOutput;
  }

  /** Waits for the end of the output, at most that long: an escaped process may hold it open. */
  void await(Duration most) throws InterruptedException {
    thread.join(most);
  }

  /** Why the log is incomplete. */
  Optional<IOException> failure() {
    lock.lock();
    try {
      return Optional.ofNullable(failure);
    } finally {
      lock.unlock();
    }
  }

  private void pump(ChildTree child, OutputStream log) {
    LineSplitter lines = new LineSplitter(reader, longestLine);
    byte[] buffer = new byte[BUFFER];
    InputStream output = child.output();
    try {
      int read;
      while ((read = read(output, buffer)) >= 0) {
        lastOutput = nanoTime.getAsLong();
        log.write(buffer, 0, read);
        lines.accept(buffer, read);
      }
    } catch (IOException e) {
      fail(e);
      child.killLeader();
    }
    lines.end();
  }

  // A pipe closed under the reader because the child was killed is a normal end.
  private static int read(InputStream output, byte[] buffer) {
    try {
      return output.read(buffer);
    } catch (IOException e) {
      return -1;
    }
  }

  private void fail(IOException e) {
    lock.lock();
    try {
      failure = e;
    } finally {
      lock.unlock();
    }
  }
}
