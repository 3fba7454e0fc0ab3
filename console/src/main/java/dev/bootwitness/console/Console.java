package dev.bootwitness.console;

import dev.bootwitness.console.channel.ConsoleChannel;
import dev.bootwitness.console.expect.Arrivals;
import dev.bootwitness.console.expect.ExpectResult;
import dev.bootwitness.console.expect.Expectation;
import dev.bootwitness.console.expect.Search;
import dev.bootwitness.console.expect.VisibleText;
import dev.bootwitness.console.terminal.ScreenView;
import dev.bootwitness.console.terminal.Terminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One serial line: bytes both ways, as a terminal would show them.
 *
 * <p>Everything received is decoded once, kept within fixed memory, and matched from the consumer's
 * position on ({@link #expect}). One reader (a virtual thread over a channel, or a test that calls
 * {@link #receive}) and one consumer; any thread may call {@link #giveUp}, {@link #send} and {@link
 * #close}. One lock guards the text; the reader never runs a consumer's code, a consumer never
 * reads the channel.
 */
public final class Console implements AutoCloseable {

  /**
   * The width of the terminal that the guest sees: nothing wraps, and no size probe makes trouble.
   */
  public static final int COLUMNS = 240;

  /** The height of the terminal that the guest sees: tall, for pagers. */
  public static final int ROWS = 60;

  /** Answers to a guest's queries per read; a flood of queries gets no flood of answers. */
  private static final int MAX_ANSWERS = 8;

  /** Lines that a failed wait shows. */
  private static final int FAILURE_LINES = 8;

  /**
   * How long a wait looks out before it sleeps: an answer that comes at once then costs no thread
   * switch, which takes longer than the answer.
   */
  private static final long LOOK_OUT_NANOS = 50_000;

  private static final boolean SPARE_CORE = Runtime.getRuntime().availableProcessors() > 1;

  /** What a listener is told of a secret: never its length. */
  private static final byte[] MASKED = "********\r".getBytes(StandardCharsets.US_ASCII);

  private final ConsoleChannel channel;
  private final ConsoleClock clock;
  private final ConsoleListener listener;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<byte[]> answers = new ArrayList<>();
  private final RecentLines recentLines = new RecentLines();
  private final Arrivals arrivals = new Arrivals();
  private final Terminal text;
  private volatile boolean news;
  private long lineNumber;
  private long consumed;
  private long lastReceived;
  private boolean closed;
  private String closeReason = "";
  private @Nullable String givenUp;
  private @Nullable Search active;

  /**
   * A console over {@code channel} that nobody reads yet: call {@link #start}, or feed it by {@link
   * #receive}.
   */
  public Console(ConsoleChannel channel, ConsoleClock clock, ConsoleListener listener) {
    this.channel = channel;
    this.clock = clock;
    this.listener = listener;
    this.text = new Terminal(COLUMNS, ROWS, this::completed, answers::add);
    this.lastReceived = clock.nanos();
  }

  private void completed(long offset, String line) {
    recentLines.add(line);
    lineNumber++;
    listener.line(lineNumber, offset, line);
  }

  /** Starts reading the channel; returns this. */
  public Console start() {
    // A platform thread: it blocks in read(2) itself, a virtual one would wake by way of a poller.
    Thread.ofPlatform().daemon().name("console-reader").start(this::readAll);
    return this;
  }

  private void readAll() {
    byte[] buffer = new byte[64 * 1024];
    try {
      int n = channel.read(buffer);
      while (n >= 0) {
        receive(buffer, n);
        n = channel.read(buffer);
      }
      end("");
    } catch (IOException e) {
      end(String.valueOf(e.getMessage()));
    }
  }

  /** Takes {@code bytes[0..length)} as coming from the guest. */
  public void receive(byte[] bytes, int length) {
    List<byte[]> due = List.of();
    boolean found = false;
    lock.lock();
    try {
      listener.received(bytes, length, text.consumed());
      text.feed(bytes, 0, length);
      listener.unfinishedLine(text.lines().current());
      lastReceived = clock.nanos();
      arrivals.note(text.flow().end(), lastReceived);
      if (!answers.isEmpty()) {
        due = List.copyOf(answers.subList(0, Math.min(answers.size(), MAX_ANSWERS)));
        answers.clear();
      }
      Search search = active;
      if (search != null && search.arrived()) {
        found = true;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
    if (found) {
      news = true; // after the unlock: whoever looks out for it takes the lock next
    }
    answer(due);
  }

  private void answer(List<byte[]> due) {
    try {
      for (byte[] bytes : due) {
        write(bytes, bytes);
      }
    } catch (ConsoleClosedException e) {
      // The reader meets the same end by itself and reports it.
    }
  }

  /** Takes note that nothing comes any more; {@code reason} is empty for an orderly end. */
  public void end(String reason) {
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        closeReason = reason;
        listener.closed(reason);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends the present wait and all later ones with {@link ExpectResult.Hopeless}, until {@link
   * #carryOn}.
   *
   * @param why what makes waiting pointless, for a person
   */
  public void giveUp(String why) {
    lock.lock();
    try {
      if (givenUp == null) {
        givenUp = why;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Lets waits wait again after {@link #giveUp}. */
  public void carryOn() {
    lock.lock();
    try {
      givenUp = null;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Types {@code text}; a line is ended by {@code \r}, as a keyboard does.
   *
   * @throws ConsoleClosedException when the channel does not take it
   */
  public void send(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    write(bytes, bytes);
  }

  /**
   * Types {@code secret} and ends the line; the listener is told eight asterisks instead.
   *
   * @throws ConsoleClosedException when the channel does not take it
   */
  public void sendSecret(String secret) {
    write((secret + "\r").getBytes(StandardCharsets.UTF_8), MASKED);
  }

  private void write(byte[] bytes, byte[] told) {
    listener.sent(told);
    try {
      channel.write(bytes);
    } catch (IOException e) {
      throw new ConsoleClosedException("cannot type into the console: " + e.getMessage(), e);
    }
  }

  /**
   * Waits for what {@code expectation} names in the text that nobody consumed yet.
   *
   * <p>A match consumes the text up to its end; any other result consumes nothing.
   */
  public ExpectResult expect(Expectation expectation, Deadline deadline) {
    lock.lock();
    try {
      Search search = new Search(expectation, text.flow(), arrivals, consumed, clock.nanos());
      active = search;
      news = false;
      boolean lookOut = SPARE_CORE && clock.equals(ConsoleClock.SYSTEM);
      while (true) {
        switch (search.look(clock.nanos() - lastReceived)) {
          case Search.Step.Found(ExpectResult.Matched matched) -> {
            consumed = matched.end();
            return matched;
          }
          case Search.Step.Against(String why) -> {
            return new ExpectResult.Hopeless(expectation, why, seen(search));
          }
          case Search.Step.NotYet(long lookAgainNanos) -> {
            Optional<ExpectResult> over = over(expectation, search, deadline);
            if (over.isPresent()) {
              return over.get();
            }
            if (lookOut) {
              lookOut = false;
              lookOut();
            } else {
              clock.await(changed, Math.min(deadline.remainingNanos(), lookAgainNanos));
            }
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new ExpectResult.Interrupted(expectation);
    } finally {
      active = null;
      lock.unlock();
    }
  }

  /** Lets go of the lock until there is something to look at, for a moment at most. */
  private void lookOut() {
    lock.unlock();
    try {
      long until = System.nanoTime() + LOOK_OUT_NANOS;
      while (!news && System.nanoTime() - until < 0) {
        Thread.onSpinWait();
      }
    } finally {
      lock.lock();
    }
  }

  private Optional<ExpectResult> over(Expectation expectation, Search search, Deadline deadline) {
    if (givenUp != null) {
      return Optional.of(new ExpectResult.Hopeless(expectation, givenUp, seen(search)));
    } else if (closed) {
      return Optional.of(new ExpectResult.EndOfStream(expectation, closeReason, seen(search)));
    } else if (deadline.expired()) {
      return Optional.of(
          new ExpectResult.DeadlinePassed(expectation, deadline.budget(), seen(search)));
    }
    return Optional.empty();
  }

  private ExpectResult.Seen seen(Search search) {
    List<String> lines =
        lastLines(FAILURE_LINES).stream().filter(l -> !l.isBlank()).map(VisibleText::of).toList();
    return new ExpectResult.Seen(
        Duration.ofNanos(clock.nanos() - search.began()),
        search.silent(),
        lines,
        search.nearMisses());
  }

  /** Consumes everything received so far; returns the position reached. */
  public long skipToEnd() {
    lock.lock();
    try {
      consumed = text.flow().end();
      return consumed;
    } finally {
      lock.unlock();
    }
  }

  /** Whether something was received that nobody consumed. */
  public boolean hasUnread() {
    lock.lock();
    try {
      return consumed < text.flow().end();
    } finally {
      lock.unlock();
    }
  }

  /** The text between a position and the present end, as far as it is kept. */
  public String textSince(long position) {
    lock.lock();
    try {
      return text.flow().text(position, text.flow().end());
    } finally {
      lock.unlock();
    }
  }

  /** The last {@code count} lines as a person would see them, the unfinished one included. */
  public List<String> lastLines(int count) {
    lock.lock();
    try {
      return recentLines.last(count, text.lines().current());
    } finally {
      lock.unlock();
    }
  }

  /** The unfinished line as shown: where a prompt stands. */
  public String unfinishedLine() {
    lock.lock();
    try {
      return text.lines().current();
    } finally {
      lock.unlock();
    }
  }

  /** What the terminal shows now. */
  public ScreenView screen() {
    lock.lock();
    try {
      return text.screen().view();
    } finally {
      lock.unlock();
    }
  }

  /** Nanoseconds since the guest last wrote something (since the console began, if never). */
  public long quietNanos() {
    lock.lock();
    try {
      return clock.nanos() - lastReceived;
    } finally {
      lock.unlock();
    }
  }

  /** The console's clock. */
  public ConsoleClock clock() {
    return clock;
  }

  @Override
  public void close() {
    channel.close();
  }
}
