package dev.bootwitness.console;

import dev.bootwitness.console.channel.ConsoleChannel;
import dev.bootwitness.console.channel.PolledChannel;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a console's channel on a thread of its own or, where the channel allows it, on the waiting
 * thread ({@link ReadingTurn}). Thread-safe.
 */
final class ChannelReader {

  /** Takes what was read; never called by two threads at once. */
  interface Sink {
    /** Bytes {@code [0..length)} came; they are only lent. */
    void receive(byte[] bytes, int length);

    /**
     * Nothing more will arrive; {@code reason} is empty for an orderly end. May be called twice.
     */
    void end(String reason);

    /** The turn to read, which somebody wanted, is free. */
    void turnIsFree();
  }

  private final ConsoleChannel channel;
  private final @Nullable PolledChannel polled;
  private final Sink sink;
  private final ReadingTurn turn = new ReadingTurn();
  private volatile boolean started;
  private volatile boolean over;

  /** Used by the thread that has the turn. */
  private final byte[] buffer = new byte[64 * 1024];

  ChannelReader(ConsoleChannel channel, Sink sink) {
    this.channel = channel;
    this.polled = channel instanceof PolledChannel p ? p : null;
    this.sink = sink;
  }

  /** Starts the thread. */
  void start() {
    started = true;
    // A platform thread blocks in the kernel itself; a virtual one would be woken through a poller.
    Thread.ofPlatform().daemon().name("console-reader").start(this::readAll);
  }

  private void readAll() {
    while (!over) {
      turn.takeAfterPause();
      try {
        readUntilWanted();
      } finally {
        turn.end();
      }
      sink.turnIsFree();
    }
  }

  private void readUntilWanted() {
    boolean mine = true;
    while (mine && !over) {
      mine = read(Long.MAX_VALUE);
    }
  }

  /** Reads once; returns whether something arrived. */
  private boolean read(long nanos) {
    try {
      int n = polled == null ? channel.read(buffer) : polled.read(buffer, nanos);
      if (n < 0) {
        over("");
      } else if (n > 0) {
        sink.receive(buffer, n);
      }
      return n > 0;
    } catch (IOException e) {
      over(String.valueOf(e.getMessage()));
      return false;
    }
  }

  private void over(String reason) {
    over = true;
    sink.end(reason);
  }

  /**
   * Lets the calling thread read; if it cannot do so now, requests the turn.
   *
   * @return whether the turn is the caller's until {@link #endTurn}
   */
  boolean tryTakeTurn() {
    // A virtual thread that sleeps in the kernel would block its carrier.
    if (polled == null || !started || over || Thread.currentThread().isVirtual()) {
      return false;
    }
    boolean mine = turn.tryTake();
    if (!mine) {
      polled.wake();
    }
    return mine;
  }

  /** Ends the caller's turn. */
  void endTurn() {
    turn.end();
  }

  /**
   * Reads once on the calling thread, which has the turn, until something arrives, {@code nanos}
   * have passed, {@link #wake} is called or the thread is interrupted.
   */
  void readInTurn(long nanos) {
    if (!over) {
      boolean ignored = read(nanos);
    }
  }

  /** Ends the present read, or else the next one, on a waiting thread. */
  void wake() {
    if (polled != null) {
      polled.wake();
    }
  }
}
