package dev.bootwitness.console.cast;

import dev.bootwitness.console.ConsoleClock;
import dev.bootwitness.console.channel.ConsoleChannel;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Replays a recorded session in real time, as if its guest were present.
 *
 * <p>Recorded inputs are gates, as for {@link CastPlayer}. Time begins with the channel.
 */
public final class CastChannel implements ConsoleChannel {

  private static final byte[] NOTHING = {};

  private final ConsoleClock clock;
  private final Playhead playhead;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private byte[] rest = NOTHING;
  private boolean closed;

  /** A channel that plays {@code cast} from now on. */
  public CastChannel(Cast cast, ConsoleClock clock) {
    this.clock = clock;
    this.playhead = new Playhead(cast, clock.nanos());
  }

  @Override
  public int read(byte[] buffer) throws IOException {
    lock.lock();
    try {
      while (rest.length == 0) {
        long now = clock.nanos();
        long wait =
            switch (playhead.next()) {
              case Playhead.Next.Print print -> print.due() - now;
              case Playhead.Next.End end -> end.due() - now;
              case Playhead.Next.Silence _ -> Long.MAX_VALUE;
            };
        if (closed) {
          return -1;
        } else if (wait > 0) {
          clock.await(changed, wait);
        } else if (playhead.next() instanceof Playhead.Next.Print print) {
          rest = print.text().getBytes(StandardCharsets.UTF_8);
          playhead.printed(now);
        } else {
          return -1;
        }
      }
      int n = Math.min(buffer.length, rest.length);
      System.arraycopy(rest, 0, buffer, 0, n);
      rest = Arrays.copyOfRange(rest, n, rest.length);
      return n;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while replaying a session");
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void write(byte[] bytes) {
    lock.lock();
    try {
      playhead.typed(clock.nanos());
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
