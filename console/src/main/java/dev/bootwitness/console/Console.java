package dev.bootwitness.console;

import dev.bootwitness.console.channel.ConsoleChannel;
import dev.bootwitness.console.expect.ExpectResult;
import dev.bootwitness.console.expect.Expectation;
import dev.bootwitness.console.terminal.ScreenView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

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

  /** What listeners receive instead of a secret; it does not show the secret's length. */
  private static final byte[] MASKED = "********\r".getBytes(StandardCharsets.US_ASCII);

  private final ConsoleChannel channel;
  private final ConsoleClock clock;
  private final ConsoleListener listener;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ChannelReader reader;
  private final GuestOutput output;
  private final Consumer consumer;

  /**
   * A console over {@code channel} without a reader: call {@link #start}, or feed it by {@link
   * #receive}.
   */
  public Console(ConsoleChannel channel, ConsoleClock clock, ConsoleListener listener) {
    this.channel = channel;
    this.clock = clock;
    this.listener = listener;
    this.output = new GuestOutput(clock, listener);
    this.reader = new ChannelReader(channel, new Incoming());
    this.consumer = new Consumer(lock, changed, clock, reader, output);
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
    List<byte[]> due;
    lock.lock();
    try {
      due = output.receive(bytes, length);
      consumer.arrived();
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
      if (consumer.end(reason)) {
        listener.closed(reason);
      }
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
      consumer.giveUp(why);
    } finally {
      lock.unlock();
    }
    reader.wake();
  }

  /** Allows waits again after {@link #giveUp}. */
  public void carryOn() {
    lock.lock();
    try {
      consumer.carryOn();
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
      output.typed(bytes);
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
    return consumer.expect(expectation, deadline);
  }

  /**
   * Waits until the guest has sent {@code count} bytes since the console began. A match does not
   * wait for all of them, e.g. the control sequence after a prompt.
   *
   * @return whether they arrived; false when the deadline passed, the channel ended, the wait was
   *     given up or the thread was interrupted (its flag stays set)
   */
  public boolean awaitBytes(long count, Deadline deadline) {
    return consumer.awaitBytes(count, deadline);
  }

  /** Consumes everything received so far; returns the position reached. */
  public long skipToEnd() {
    return locked(consumer::skipToEnd);
  }

  /** Whether there is received text that is not consumed. */
  public boolean hasUnread() {
    return locked(consumer::hasUnread);
  }

  /** The text between a position and the present end, as far as it is kept. */
  public String textSince(long position) {
    return locked(() -> output.text().flow().text(position, output.end()));
  }

  /** The last {@code count} lines as a person would see them, the unfinished one included. */
  public List<String> lastLines(int count) {
    return locked(() -> output.lastLines(count));
  }

  /** The unfinished line as shown: where a prompt stands. */
  public String unfinishedLine() {
    return locked(() -> output.text().lines().current());
  }

  /** What the terminal shows now. */
  public ScreenView screen() {
    return locked(() -> output.text().screen().view());
  }

  /**
   * Nanoseconds since the guest last wrote something (since the console began, if it never did).
   * The echo of a bare Enter key is nothing that the guest wrote.
   */
  public long quietNanos() {
    return locked(output::sinceWritten);
  }

  /**
   * How many of the guest's queries (for the cursor position, the terminal type) were answered so
   * far. Each answer is typed, so whatever reads the terminal at that moment gets it.
   */
  public long queriesAnswered() {
    return locked(output::queriesAnswered);
  }

  /** The console's clock. */
  public ConsoleClock clock() {
    return clock;
  }

  private <T> T locked(Supplier<T> reading) {
    lock.lock();
    try {
      return reading.get();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    channel.close();
  }
}
