package dev.bootwitness.console.attach;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One person's connection to a shared console: a queue of output and the thread that empties it.
 *
 * <p>{@link #offer} never waits. Thread-safe.
 */
final class Attachment {

  /**
   * How much output a connection may lag behind before it is dropped; the kernel buffers some more.
   */
  private static final int MOST_BEHIND = 1 << 20;

  private final SocketChannel socket;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<byte[]> queue = new ArrayDeque<>();
  private int behind;
  private boolean ending;

  Attachment(SocketChannel socket) {
    this.socket = socket;
  }

  /** Queues output; drops the connection and returns false when it lags too far behind. */
  boolean offer(byte[] bytes, int length) {
    lock.lock();
    try {
      if (ending || behind + length > MOST_BEHIND) {
        drop();
        return false;
      }
      if (length > 0) {
        queue.add(Arrays.copyOf(bytes, length));
        behind += length;
        changed.signalAll();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Sends queued output as it arrives, until {@link #end} or {@link #drop}. */
  void sendAll() {
    try (socket) {
      for (byte @Nullable [] bytes = next(); bytes != null; bytes = next()) {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
          socket.write(rest);
        }
      }
    } catch (IOException e) {
      // The person left; the share notices it in its read.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private byte @Nullable [] next() throws InterruptedException {
    lock.lock();
    try {
      while (queue.isEmpty() && !ending) {
        changed.await();
      }
      byte[] bytes = queue.poll();
      behind -= bytes == null ? 0 : bytes.length;
      return bytes;
    } finally {
      lock.unlock();
    }
  }

  /** Reads what the person types; -1 when they left. */
  int read(byte[] buffer) throws IOException {
    return socket.read(ByteBuffer.wrap(buffer));
  }

  /** Sends what is queued, then closes. */
  void end() {
    lock.lock();
    try {
      ending = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Closes at once. */
  void drop() {
    lock.lock();
    try {
      ending = true;
      queue.clear();
      changed.signalAll();
      socket.close();
    } catch (IOException e) {
      // The connection is closed either way.
    } finally {
      lock.unlock();
    }
  }
}
