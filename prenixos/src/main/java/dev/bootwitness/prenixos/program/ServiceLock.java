package dev.bootwitness.prenixos.program;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps two programs from writing to the disks at once; it ends with the program. */
final class ServiceLock {
  private final FileLock lock;

  private ServiceLock(FileLock lock) {
    this.lock = lock;
  }

  /**
   * @throws IOException if another one holds it
   */
  static ServiceLock take(Path directory) throws IOException {
    Files.createDirectories(directory);
    Path file = directory.resolve("lock");
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      throw new IOException("another pre-nixos is at work (it holds " + file + ")");
    }
    return new ServiceLock(lock);
  }

  boolean isHeld() {
    return lock.isValid();
  }
}
