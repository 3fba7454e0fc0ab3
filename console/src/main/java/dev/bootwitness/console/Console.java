package dev.bootwitness.console;

import dev.bootwitness.base.VisibleText;
import dev.bootwitness.console.channel.ConsoleChannel;
import dev.bootwitness.console.expect.Arrivals;
import dev.bootwitness.console.expect.ExpectResult;
import dev.bootwitness.console.expect.Expectation;
import dev.bootwitness.console.expect.Search;
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
 * A serial line: bytes both ways, as a terminal would show them.
 *
 * <p>Everything received is decoded once, kept within fixed memory, and matched from the consumer's
 * position onwards ({@link #expect}). There is one reader at a time (a thread over a channel, a
 * test that calls {@link #receive}, or the waiting consumer itself) and one consumer; any thread
 * may call {@link #giveUp}, {@link #send} and {@link #close}. One lock guards the text.
 */
public final class Console implements AutoCloseable {

  /**
   * The width of the terminal that the guest sees: wide enough that nothing wraps and size probes
   * cause no trouble.
   */
  public static final int COLUMNS = 240;

  /** The height of the terminal that the guest sees: tall, for pagers. */
  public static final int ROWS = 60;

  /**
   * The most queries answered per read, so that a flood of queries does not get a flood of answers.
   */
  private static final int MAX_ANSWERS = 8;

  /** The number of lines that a failed wait shows. */
  private static final int FAILURE_LINES = 8;

  /** What listeners receive instead of a secret; it does not show the secret's length. */
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
  private final ChannelReader reader;
  private long lineNumber;
  private long consumed;
  private final EnterEcho enterEcho = new EnterEcho();
  private long lastReceived;
  private long lastWritten;
  private long bytesAwaited = Long.MAX_VALUE;
  private long queriesAnswered;
  private boolean closed;
  private String closeReason = "";
  private @Nullable String givenUp;
  private @Nullable Search active;

  /**
   * A console over {@code channel} without a reader: call {@link #start}, or feed it by {@link
   * #receive}.
   */
  public Console(ConsoleChannel channel, ConsoleClock clock, ConsoleListener listener) {
    this.channel = channel;
    this.clock = clock;
    this.listener = listener;
    this.text = new Terminal(COLUMNS, ROWS, this::completed, answers::add);
    this.lastReceived = clock.nanos();
    this.lastWritten = lastReceived;
    this.reader = new ChannelReader(channel, new Incoming());
  }

  private void completed(long offset, String line) {
    recentLines.add(line);
    lineNumber++;
    listener.line(lineNumber, offset, line);
  }

  /** Starts reading the channel; returns this. */
  public Console start() {
    reader.start();
    return this;
  }

  /** Receives the reader's bytes. */
  private final class Incoming implements ChannelReader.Sink {
    @Override
    public void receive(byte[] bytes, int length) {
      Console.this.receive(bytes, length);
    }

    @Override
    public void end(String reason) {
      Console.this.end(reason);
    }

    @Override
    public void turnIsFree() {
      lock.lock();
      try {
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /** Accepts {@code bytes[0..length)} as output of the guest. */
  public void receive(byte[] bytes, int length) {
    List<byte[]> due = List.of();
    lock.lock();
    try {
      listener.received(bytes, length, text.consumed());
      text.feed(bytes, 0, length);
      listener.unfinishedLine(text.lines().current());
      lastReceived = clock.nanos();
      lastWritten = enterEcho.isAll(bytes, length) ? lastWritten : lastReceived;
      arrivals.note(text.flow().end(), lastReceived);
      if (!answers.isEmpty()) {
        due = List.copyOf(answers.subList(0, Math.min(answers.size(), MAX_ANSWERS)));
        answers.clear();
        queriesAnswered += due.size();
      }
      Search search = active;
      if (search != null && search.arrived()) {
        changed.signalAll();
      } else if (text.consumed() >= bytesAwaited) {
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
    answer(due);
  }

  private void answer(List<byte[]> due) {
    try {
      for (byte[] bytes : due) {
        write(bytes, bytes);
      }
    } catch (ConsoleClosedException e) {
      // The reader reaches the same end by itself and reports it.
    }
  }

  /** Records that nothing more will arrive; {@code reason} is empty for an orderly end. */
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
   * @param why what makes waiting pointless, in words for a person
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
    reader.wake();
  }

  /** Allows waits again after {@link #giveUp}. */
  public void carryOn() {
    lock.lock();
    try {
      givenUp = null;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Types {@code text}; as on a keyboard, {@code \r} ends a line.
   *
   * @throws ConsoleClosedException when the channel does not take it
   */
  public void send(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    write(bytes, bytes);
  }

  /**
   * Types {@code secret} and ends the line; the listener receives eight asterisks instead.
   *
   * @throws ConsoleClosedException when the channel does not take it
   */
  public void sendSecret(String secret) {
    write((secret + "\r").getBytes(StandardCharsets.UTF_8), MASKED);
  }

  private void write(byte[] bytes, byte[] told) {
    lock.lock();
    try {
      enterEcho.typed(bytes);
    } finally {
      lock.unlock();
    }
    listener.sent(told);
    try {
      channel.write(bytes);
    } catch (IOException e) {
      throw new ConsoleClosedException("cannot type into the console: " + e.getMessage(), e);
    }
  }

  /**
   * Waits for what {@code expectation} describes in the text that is not consumed yet.
   *
   * <p>A match consumes the text up to its end; any other result consumes nothing.
   */
  public ExpectResult expect(Expectation expectation, Deadline deadline) {
    ConsumerWait wait = new ConsumerWait(lock, changed, clock, reader);
    lock.lock();
    try {
      Search search = new Search(expectation, text, arrivals, consumed, clock.nanos());
      active = search;
      while (true) {
        Search.Step step = search.look(clock.nanos() - lastReceived);
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

  /** The result of a step; {@code undecided} if it decides nothing. */
  private ExpectResult result(Search.Step step, Search search, ExpectResult undecided) {
    return switch (step) {
      case Search.Step.Found(ExpectResult.Matched matched) -> {
        consumed = matched.end();
        yield matched;
      }
      case Search.Step.Against(String why) ->
          new ExpectResult.Hopeless(undecided.expectation(), why, seen(search));
      case Search.Step.NotYet notYet -> undecided;
    };
  }

  /**
   * Waits until the guest has sent {@code count} bytes since the console began. A match does not
   * wait for all of them, e.g. the control sequence after a prompt.
   *
   * @return whether they arrived; false when the deadline passed, the channel ended, the wait was
   *     given up or the thread was interrupted (its flag stays set)
   */
  public boolean awaitBytes(long count, Deadline deadline) {
    ConsumerWait wait = new ConsumerWait(lock, changed, clock, reader);
    lock.lock();
    try {
      bytesAwaited = count;
      while (text.consumed() < count) {
        if (givenUp != null || closed || deadline.expired()) {
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
        Duration.ofNanos(search.firstOutput()),
        Duration.ofNanos(clock.nanos() - lastReceived),
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

  /** Whether there is received text that is not consumed. */
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

  /**
   * Nanoseconds since the guest last wrote something (since the console began, if it never did).
   * The echo of a bare Enter key is nothing that the guest wrote.
   */
  public long quietNanos() {
    lock.lock();
    try {
      return clock.nanos() - lastWritten;
    } finally {
      lock.unlock();
    }
  }

  /**
   * How many of the guest's queries (for the cursor position, the terminal type) were answered so
   * far. Each answer is typed, so whatever reads the terminal at that moment gets it.
   */
  public long queriesAnswered() {
    lock.lock();
    try {
      return queriesAnswered;
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
