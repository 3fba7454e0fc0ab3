package dev.bootwitness.image.build;

import dev.bootwitness.image.Interruption;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The right to change one cache, held by one build on this host.
 *
 * <p>There are two locks. A file lock keeps other processes out and ends with this process, however
 * it ends. It belongs to the whole JVM, so a second lock keeps other threads out.
 */
final class CacheLock implements AutoCloseable {

  private static final ConcurrentMap<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

  private final ReentrantLock threads;
  private final FileChannel channel;
  private final boolean waited;

  private CacheLock(ReentrantLock threads, FileChannel channel, boolean waited) {
    this.threads = threads;
    this.channel = channel;
    this.waited = waited;
  }

  /** Whether another build held it first. */
  boolean waited() {
    return waited;
  }

  /**
   * Takes the lock, waiting as long as it is held elsewhere.
   *
   * @param waiting called once when there is something to wait for
   */
  static CacheLock take(Path cacheRoot, Consumer<String> waiting)
      throws IOException, InterruptedException {
    ReentrantLock threads =
        THREADS.computeIfAbsent(cacheRoot.toRealPath(), root -> new ReentrantLock());
    AtomicBoolean waited = new AtomicBoolean();
    Consumer<String> noted =
        why -> {
          waited.set(true);
          waiting.accept(why);
        };
    if (!threads.tryLock()) {
      noted.accept("another build in this process holds " + cacheRoot);
      threads.lockInterruptibly();
    }
    try {
      FileChannel channel = lockedFile(cacheRoot, noted);
      return new CacheLock(threads, channel, waited.get());
    } catch (IOException e) {
      threads.unlock();
      Interruption.rethrow(e);
      throw e;
    } catch (RuntimeException e) {
      threads.unlock();
      throw e;
    }
  }

  private static FileChannel lockedFile(Path cacheRoot, Consumer<String> waiting)
      throws IOException {
    FileChannel channel =
        FileChannel.open(
            cacheRoot.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        waiting.accept("a build in another process holds " + cacheRoot);
        lock = channel.lock();
      }
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      threads.unlock();
    }
  }
}
