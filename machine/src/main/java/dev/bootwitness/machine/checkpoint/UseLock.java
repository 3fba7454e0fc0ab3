package dev.bootwitness.machine.checkpoint;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A lock on a name, shared or exclusive, against other processes and within this one.
 *
 * <p>A file lock belongs to the whole JVM and is lost when any descriptor of the file is closed
 * (fcntl(2)); so each file is opened once, and holders are counted here. It ends with this process,
 * however the process ends. The files themselves stay: removing one would let two processes hold
 * "the" lock.
 */
final class UseLock implements AutoCloseable {

  private static final ReentrantLock GUARD = new ReentrantLock();
  private static final Map<Path, Holding> HELD = new HashMap<>();

  private final Path file;
  private boolean closed;

  private UseLock(Path file) {
    this.file = file;
  }

  /** A lock file this process has open. */
  private static final class Holding {
    final FileChannel channel;
    final boolean exclusive;
    int holders = 1;

    Holding(FileChannel channel, boolean exclusive) {
      this.channel = channel;
      this.exclusive = exclusive;
    }
  }

  /** Takes the lock shared; empty while somebody holds it exclusively. */
  static Optional<UseLock> shared(Path file) throws IOException {
    return take(file, false);
  }

  /** Takes the lock exclusively; empty while anybody else holds it. */
  static Optional<UseLock> exclusive(Path file) throws IOException {
    return take(file, true);
  }

  private static Optional<UseLock> take(Path file, boolean exclusive) throws IOException {
    Path real = file.toAbsolutePath().normalize();
    GUARD.lock();
    try {
      @Nullable Holding holding = HELD.get(real);
      if (holding != null) {
        if (exclusive || holding.exclusive) {
          return Optional.empty();
        }
        holding.holders++;
        return Optional.of(new UseLock(real));
      }
      FileChannel channel =
          FileChannel.open(
              real, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      try {
        if (channel.tryLock(0, Long.MAX_VALUE, !exclusive) == null) {
          channel.close();
          return Optional.empty();
        }
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
      HELD.put(real, new Holding(channel, exclusive));
      return Optional.of(new UseLock(real));
    } finally {
      GUARD.unlock();
    }
  }

  @Override
  public void close() {
    GUARD.lock();
    try {
      @Nullable Holding holding = closed ? null : HELD.get(file);
      closed = true;
      if (holding != null && --holding.holders == 0) {
        HELD.remove(file);
        holding.channel.close();
      }
    } catch (IOException e) {
      // The lock is released with the descriptor, whatever close(2) returned.
    } finally {
      GUARD.unlock();
    }
  }
}
