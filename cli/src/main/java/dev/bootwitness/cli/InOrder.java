package dev.bootwitness.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Processes many items with as many threads as there are processors, and delivers the results in
 * order.
 */
final class InOrder {

  /** The most results waiting per thread, so that ten thousand logs are not held at once. */
  private static final int AHEAD = 8;

  private InOrder() {}

  /** A task that may fail because a file cannot be read. */
  @FunctionalInterface
  interface Work<T, R> {
    R of(T thing) throws IOException;
  }

  /** A result, or the failure in its place. */
  @FunctionalInterface
  interface Result<R> {
    R get() throws IOException;
  }

  /** Takes results, one at a time, on the caller's thread. */
  @FunctionalInterface
  interface Taker<T, R> {
    void take(T thing, Result<R> result);
  }

  private record Begun<T, R>(T thing, Future<R> result) {}

  static <T, R> void forEach(Iterator<T> rest, Work<T, R> work, Taker<T, R> taker) {
    int threads = Runtime.getRuntime().availableProcessors();
    try (ExecutorService workers =
        Executors.newFixedThreadPool(threads, Thread.ofPlatform().daemon().factory())) {
      Queue<Begun<T, R>> begun = new ArrayDeque<>();
      while (rest.hasNext() || !begun.isEmpty()) {
        while (rest.hasNext() && begun.size() < threads * AHEAD) {
          T thing = rest.next();
          begun.add(new Begun<>(thing, workers.submit(() -> work.of(thing))));
        }
        Begun<T, R> first = begun.remove();
        taker.take(first.thing(), () -> settled(first.result()));
      }
    }
  }

  private static <R> R settled(Future<R> result) throws IOException {
    try {
      return result.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException trouble) {
        throw trouble;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted", e));
    }
  }
}
