package dev.bootwitness.report.queue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * A task queue's file. It is changed under a lock and replaced atomically, so that readers see it
 * complete, and the tasks of two runs that end at once are both in it.
 *
 * <p>The lock is on the file itself (no lock file is left among people's documents): the holder
 * checks whether the file still has that name. An editor takes no lock, so the file is read once
 * more before it is replaced; a version saved meanwhile is not lost but updated.
 */
public final class QueueFile {
  private static final int MOST_TRIES = 50;
  private static final int LARGEST = 16 << 20;
  private static final Path OPEN_FILES = Path.of("/proc/self/fd");

  /** A file lock belongs to the whole Java VM. */
  private static final ReentrantLock IN_THIS_VM = new ReentrantLock();

  private final Path path;

  public QueueFile(Path path) {
    this.path = path.toAbsolutePath().normalize();
  }

  public Path path() {
    return path;
  }

  /** A change of the text; see {@link Bytes}. */
  @FunctionalInterface
  interface Change {
    /** The text to be written; the same text for no change. */
    String of(String text) throws QueueException;
  }

  /**
   * The text of the file, without a lock; empty when there is no file.
   *
   * @throws QueueException when it is not text
   */
  String read() throws IOException, QueueException {
    requireFile();
    try {
      return text(Files.readAllBytes(path));
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  /**
   * Changes the file; creates it, and its folder, when it does not exist.
   *
   * @throws QueueException when the change finds no place in it
   */
  void change(Change change) throws IOException, QueueException {
    requireFile();
    IN_THIS_VM.lock();
    try {
      for (int i = 0; i < MOST_TRIES; i++) {
        if (tried(change)) {
          return;
        }
      }
      throw new QueueException("somebody else changes it all the time; try again.");
    } finally {
      IN_THIS_VM.unlock();
    }
  }

  /** Anything else in its place is not read: a pipe or a device may never end. */
  private void requireFile() throws IOException, QueueException {
    if (Files.isRegularFile(path)) {
      long size = Files.size(path);
      if (size > LARGEST) {
        throw new QueueException("it has " + size + " bytes, too many for a list of tasks.");
      }
    } else if (Files.exists(path)) {
      throw new QueueException("this is a folder or a device, and no Markdown file.");
    } else if (Files.isSymbolicLink(path)) {
      throw new QueueException("this link leads nowhere. Remove it, or repair it.");
    }
  }

  private boolean tried(Change change) throws IOException, QueueException {
    Path parent = path.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    try (FileChannel channel =
            FileChannel.open(
                path,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE);
        FileLock _ = channel.lock()) {
      Path real = path.toRealPath();
      if (!isOpen(real)) {
        return false;
      }
      // Closing any other descriptor of the file would release the lock, so it is read through this
      // one.
      byte[] before = bytes(channel);
      String text = text(before);
      String changed = change.of(text);
      if (changed.equals(text)) {
        return true;
      }
      Path aside =
          real.resolveSibling("." + real.getFileName() + "." + ProcessHandle.current().pid());
      try {
        Files.write(aside, Bytes.bytes(changed));
        likeBefore(aside, real);
        if (!isOpen(real) || !Arrays.equals(bytes(channel), before)) {
          return false;
        }
        Files.move(aside, real, StandardCopyOption.ATOMIC_MOVE);
        return true;
      } finally {
        Files.deleteIfExists(aside);
      }
    } catch (NoSuchFileException e) {
      return false; // replaced or removed between two steps
    }
  }

  /**
   * Whether the file that this process has open and locked is still the one of that name: {@code
   * /proc} shows a replaced one as "(deleted)" (proc(5)). An inode number would not show it, since
   * the next file may get the same number.
   */
  private static boolean isOpen(Path real) throws IOException {
    try (Stream<Path> descriptors = Files.list(OPEN_FILES)) {
      return descriptors.anyMatch(descriptor -> leadsTo(descriptor, real));
    }
  }

  private static boolean leadsTo(Path descriptor, Path real) {
    try {
      return Files.readSymbolicLink(descriptor).equals(real);
    } catch (IOException e) {
      return false; // closed meanwhile
    }
  }

  private static void likeBefore(Path aside, Path real) throws IOException {
    PosixFileAttributes before = Files.readAttributes(real, PosixFileAttributes.class);
    Files.setPosixFilePermissions(aside, before.permissions());
    PosixFileAttributeView view = Files.getFileAttributeView(aside, PosixFileAttributeView.class);
    try {
      view.setGroup(before.group());
      view.setOwner(before.owner());
    } catch (IOException e) {
      // Only root may give a file away; otherwise it belongs to the last writer.
    }
  }

  private static byte[] bytes(FileChannel channel) throws IOException {
    long size = channel.size();
    if (size > LARGEST) {
      throw new IOException("it has " + size + " bytes, too many for a list of tasks");
    }
    ByteBuffer buffer = ByteBuffer.allocate((int) size);
    long at = 0;
    while (buffer.hasRemaining()) {
      int read = channel.read(buffer, at);
      if (read < 0) {
        break;
      }
      at += read;
    }
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  private static String text(byte[] bytes) throws QueueException {
    String text = Bytes.text(bytes);
    if (text.indexOf('\0') >= 0) {
      throw new QueueException("it is not text in UTF-8 or another encoding that extends ASCII.");
    }
    return text;
  }
}
