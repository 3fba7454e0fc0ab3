package dev.bootwitness.engine.console;

import dev.bootwitness.console.Console;
import java.time.Duration;

/**
 * Notifies the recorder when a console has fallen silent. Only then may its unfinished line be
 * taken for a prompt: between two reads, half a word may look like one.
 */
public final class PromptWatch implements AutoCloseable {

  private static final Duration QUIET = Duration.ofMillis(250);
  private static final Duration PERIOD = Duration.ofMillis(100);

  private final Thread thread;

  public PromptWatch(Console console, ConsoleRecorder recorder) {
    this.thread = Thread.ofVirtual().name("prompt-watch").start(() -> watch(console, recorder));
  }

  private static void watch(Console console, ConsoleRecorder recorder) {
    try {
      while (true) {
        Thread.sleep(PERIOD);
        if (console.quietNanos() >= QUIET.toNanos()) {
          recorder.quiet();
        }
      }
    } catch (InterruptedException closed) {
      // The end of the run.
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
