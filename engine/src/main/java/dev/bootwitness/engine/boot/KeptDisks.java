package dev.bootwitness.engine.boot;

import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.engine.run.RunContext;
import dev.bootwitness.engine.run.RunStopped;
import dev.bootwitness.engine.spec.DiskSpec;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The disks that outlive a run, each locked for this one. The kernel drops a lock with its process
 * (fcntl(2)), so a killed run leaves none.
 */
final class KeptDisks implements AutoCloseable {

  private final List<FileChannel> locks = new ArrayList<>();

  private KeptDisks() {}

  /** Locks those of the spec, and makes their folders. */
  static KeptDisks hold(RunContext context) throws RunStopped {
    KeptDisks kept = new KeptDisks();
    for (DiskSpec disk : context.spec().machine().disks()) {
      if (disk.keep().isPresent()) {
        Path folder = context.spec().resolve(disk.keep().get());
        @Nullable String refused = kept.lock(folder, disk.name());
        if (refused != null) {
          kept.close();
          throw context.reported(
              new RunStopped(
                  FindingBuilder.of(
                      "host/image-locked",
                      "the disk "
                          + folder.resolve(disk.name() + ".qcow2")
                          + " cannot be used: "
                          + refused,
                      "host",
                      "")));
        }
      }
    }
    return kept;
  }

  /** Why it cannot be had; null when it is locked. */
  private @Nullable String lock(Path folder, String name) {
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      @Nullable FileLock lock = tried(channel);
      if (lock == null) {
        channel.close();
        return "another run uses it";
      }
      locks.add(channel);
      return null;
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static @Nullable FileLock tried(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException _) {
      return null; // another run of this process
    }
  }

  @Override
  public void close() {
    for (FileChannel lock : locks) {
      try {
        lock.close();
      } catch (IOException _) {
        // The lock ends with its process at the latest.
      }
    }
    locks.clear();
  }
}
