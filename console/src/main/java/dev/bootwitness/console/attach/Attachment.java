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

  /** Output that a connection may be behind before it is dropped; the kernel holds some more. */
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

  /** Queues output; drops the connection, and returns false, when it is too far behind. */
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

  /** Sends what is queued as it comes, until {@link #end} or {@link #drop}. */
  void sendAll() {
    try (socket) {
      for (byte @Nullable [] bytes = next(); bytes != null; bytes = next()) {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
          socket.write(rest);
        }
      }
    } catch (IOException e) {
      // The person left; the share learns it from its read.
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

  /** Lets what is queued go out, then closes. */
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
      // It is gone either way.
    } finally {
      lock.unlock();
    }
  }
}
