package dev.bootwitness.console;

import dev.bootwitness.console.expect.ExpectResult;
import dev.bootwitness.console.expect.Expectation;
import dev.bootwitness.console.expect.Search;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The one who waits for a console's text: how far it has consumed the text, what it awaits, and
 * what ends its waits. {@link #expect} and {@link #awaitBytes} take the console's lock; all other
 * methods are called with it held.
 */
final class Consumer {

  /** The number of lines that a failed wait shows. */
  private static final int FAILURE_LINES = 8;

  private final ReentrantLock lock;
  private final Condition changed;
  private final ConsoleClock clock;
  private final ChannelReader reader;
  private final GuestOutput output;
  private long consumed;
  private long bytesAwaited = Long.MAX_VALUE;
  private @Nullable Search active;
  private @Nullable String givenUp;
  private @Nullable String closed;

  /**
   * A consumer that has consumed nothing.
   *
   * @param lock the console's
   * @param changed the lock's condition: something came, or a wait is over
   */
  Consumer(
      ReentrantLock lock,
      Condition changed,
      ConsoleClock clock,
      ChannelReader reader,
      GuestOutput output) {
    this.lock = lock;
    this.changed = changed;
    this.clock = clock;
    this.reader = reader;
    this.output = output;
  }

  /** Something came: wakes the waiting thread if it may be what it awaits. */
  void arrived() {
    Search search = active;
    if ((search != null && search.arrived()) || output.text().consumed() >= bytesAwaited) {
      changed.signalAll();
    }
  }

  /** Nothing more will come; returns whether that is news. */
  boolean end(String reason) {
    boolean news = closed == null;
    if (news) {
      closed = reason;
    }
    changed.signalAll();
    return news;
  }

  /** Ends all waits from now on; the first reason stands. */
  void giveUp(String why) {
    if (givenUp == null) {
      givenUp = why;
    }
    changed.signalAll();
  }

  void carryOn() {
    givenUp = null;
  }

  long skipToEnd() {
    consumed = output.end();
    return consumed;
  }

  boolean hasUnread() {
    return consumed < output.end();
  }

  /** See {@link Console#expect}. */
  ExpectResult expect(Expectation expectation, Deadline deadline) {
    ConsumerWait wait = new ConsumerWait(lock, changed, clock, reader);
    lock.lock();
    try {
      Search search =
          new Search(expectation, output.text(), output.arrivals(), consumed, clock.nanos());
      active = search;
      while (true) {
        Search.Step step = search.look(output.sinceReceived());
        if (step instanceof Search.Step.NotYet(long lookAgainNanos)) {
          Optional<ExpectResult> over = over(expectation, search, deadline);
          if (over.isPresent()) {
            return result(search.lastLook(), search, over.get());
          }
          wait.forMore(Math.min(deadline.remainingNanos(), lookAgainNanos));
        } else {
          return result(step, search, new ExpectResult.Interrupted(expectation));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new ExpectResult.Interrupted(expectation);
    } finally {
      active = null;
      lock.unlock();
      wait.end();
    }
  }

  /** See {@link Console#awaitBytes}. */
  boolean awaitBytes(long count, Deadline deadline) {
    ConsumerWait wait = new ConsumerWait(lock, changed, clock, reader);
    lock.lock();
    try {
      bytesAwaited = count;
      while (output.text().consumed() < count) {
        if (givenUp != null || closed != null || deadline.expired()) {
          return false;
        }
        wait.forMore(deadline.remainingNanos());
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      bytesAwaited = Long.MAX_VALUE;
      lock.unlock();
      wait.end();
    }
  }

  /** The result of a step; {@code undecided} if it decides nothing. */
  private ExpectResult result(Search.Step step, Search search, ExpectResult undecided) {
    return switch (step) {
      case Search.Step.Found(ExpectResult.Matched matched) -> {
        consumed = matched.end();
        yield matched;
      }
      case Search.Step.Against(String why) ->
          new ExpectResult.Hopeless(undecided.expectation(), why, seen(search));
      case Search.Step.NotYet _ -> undecided;
    };
  }

  private Optional<ExpectResult> over(Expectation expectation, Search search, Deadline deadline) {
    if (givenUp != null) {
      return Optional.of(new ExpectResult.Hopeless(expectation, givenUp, seen(search)));
    } else if (closed != null) {
      return Optional.of(new ExpectResult.EndOfStream(expectation, closed, seen(search)));
    } else if (deadline.expired()) {
      return Optional.of(
          new ExpectResult.DeadlinePassed(expectation, deadline.budget(), seen(search)));
    }
    return Optional.empty();
  }

  private ExpectResult.Seen seen(Search search) {
    return new ExpectResult.Seen(
        Duration.ofNanos(clock.nanos() - search.began()),
        Duration.ofNanos(search.firstOutput()),
        Duration.ofNanos(output.sinceReceived()),
        search.silent(),
        output.visibleLines(FAILURE_LINES),
        search.nearMisses());
  }
}
