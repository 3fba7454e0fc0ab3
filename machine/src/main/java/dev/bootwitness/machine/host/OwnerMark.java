package dev.bootwitness.machine.host;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A file whose lock shows that its owner lives. The kernel releases the lock when the owner is
 * gone, however it ended, and a process that later gets the same id does not hold it.
 *
 * <p>Such a lock belongs to the process, and closing any channel of the file releases it
 * (fcntl(2)), so this process tracks its marks by name and never opens one a second time.
 * Thread-safe.
 */
public final class OwnerMark implements AutoCloseable {

  private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private OwnerMark(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Makes the file and locks it.
   *
   * @throws IOException when that is refused, or the lock is held
   */
  public static OwnerMark hold(Path file) throws IOException {
    Path real = real(file);
    if (!OURS.add(real)) {
      throw new IOException(file + " is held by this process");
    }
    @Nullable FileChannel channel = null;
    try {
      channel = FileChannel.open(real, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() == null) {
        throw new IOException(file + " is held by another process");
      }
      return new OwnerMark(real, channel);
    } catch (IOException | OverlappingFileLockException e) {
      if (channel != null) {
        channel.close();
      }
      OURS.remove(real);
      throw new IOException("cannot lock " + file, e);
    }
  }

  /** Whether the owner of a mark lives; false as well when there is no such file. */
  public static boolean isHeld(Path file) throws IOException {
    // In this order: our own mark is registered by name before its file exists.
    if (!Files.exists(file)) {
      return false;
    }
    if (OURS.contains(real(file))) {
      return true;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      @Nullable FileLock lock = channel.tryLock();
      return lock == null;
    } catch (NoSuchFileException _) {
      return false;
    } catch (OverlappingFileLockException _) {
      return true;
    }
  }

  private static Path real(Path file) throws IOException {
    Path absolute = file.toAbsolutePath().normalize();
    @Nullable Path parent = absolute.getParent();
    return parent == null
        ? absolute
        : parent.toRealPath().resolve(absolute.getFileName().toString());
  }

  /** Removes the file and releases the lock. */
  @Override
  public void close() throws IOException {
    try (channel) {
      Files.deleteIfExists(file);
    } finally {
      OURS.remove(file);
    }
  }
}
