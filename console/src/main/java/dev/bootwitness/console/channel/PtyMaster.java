package dev.bootwitness.console.channel;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The controlling side of a pseudo-terminal (pty(7)), on Linux.
 *
 * <p>The descriptor is non-blocking and every wait is a poll(2) that also watches an eventfd(2): so
 * {@link #wake} ends a wait at once, which close(2) on another thread would not do. One thread
 * reads, and one at a time writes. Any thread may call {@link #wake}; {@link #close} may be called
 * only while no other method is running.
 */
final class PtyMaster implements AutoCloseable {

  /** Longest path that ptsname_r(3) returns: {@code /dev/pts/} and a number. */
  private static final int NAME = 64;

  /** Bytes moved by one read(2) or write(2). */
  private static final int BUFFER = 64 * 1024;

  private final int descriptor;
  private final int waker;

  /**
   * Keeps {@link #wake} from using a closed descriptor, whose number may already be in use again.
   */
  private final ReentrantLock ending = new ReentrantLock();

  private volatile boolean woken;
  private boolean closed;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment input = arena.allocate(BUFFER);
  private final MemorySegment output = arena.allocate(BUFFER);

  private PtyMaster(int descriptor, int waker) {
    this.descriptor = descriptor;
    this.waker = waker;
  }

  /** Opens a new pseudo-terminal and unlocks its other side. */
  static PtyMaster open() throws IOException {
    int descriptor =
        Libc.checked(
            "posix_openpt",
            Libc.openPt(Libc.O_RDWR | Libc.O_NOCTTY | Libc.O_NONBLOCK | Libc.O_CLOEXEC));
    try {
      Libc.checked("grantpt", Libc.grantPt(descriptor));
      Libc.checked("unlockpt", Libc.unlockPt(descriptor));
      return new PtyMaster(descriptor, Libc.checked("eventfd", Libc.eventFd()));
    } catch (IOException e) {
      Libc.close(descriptor);
      throw e;
    }
  }

  /** The device that programs on this terminal open, e.g. {@code /dev/pts/3}. */
  Path device() throws IOException {
    try (Arena local = Arena.ofConfined()) {
      MemorySegment name = local.allocate(NAME);
      int error = Libc.ptsName(descriptor, name, NAME);
      if (error != 0) {
        throw Libc.failure("ptsname_r", error);
      }
      return Path.of(name.getString(0, StandardCharsets.US_ASCII));
    }
  }

  /** Sets the terminal's size for its programs; those in the foreground get SIGWINCH. */
  void resize(PtySize size) throws IOException {
    try (Arena local = Arena.ofConfined()) {
      // struct winsize: rows, columns, and two unused (ioctl_tty(2)).
      MemorySegment winsize = local.allocate(ValueLayout.JAVA_SHORT, 4);
      winsize.setAtIndex(ValueLayout.JAVA_SHORT, 0, (short) size.rows());
      winsize.setAtIndex(ValueLayout.JAVA_SHORT, 1, (short) size.columns());
      Libc.checked("ioctl TIOCSWINSZ", Libc.ioctl(descriptor, Libc.TIOCSWINSZ, winsize));
    }
  }

  /**
   * Waits for output of the terminal's programs.
   *
   * @return bytes put into {@code buffer}, or -1 when no program has the terminal open any more, or
   *     after {@link #wake}
   */
  int read(byte[] buffer) throws IOException {
    while (awaited(Libc.POLLIN)) {
      long n = Libc.read(descriptor, input, Math.min(buffer.length, BUFFER));
      if (n > 0) {
        MemorySegment.copy(input, ValueLayout.JAVA_BYTE, 0, buffer, 0, (int) n);
        return (int) n;
      } else if (n == 0 || n == -Libc.EIO) {
        // EIO is how Linux reports that all programs closed the other side (tty_ioctl's hung-up
        // terminal).
        return -1;
      } else if (n != -Libc.EAGAIN && n != -Libc.EINTR) {
        throw Libc.failure("read", (int) -n);
      }
    }
    return -1;
  }

  /**
   * Types {@code bytes}, waiting while the terminal's input queue is full.
   *
   * @throws IOException also when {@link #wake} ended the wait
   */
  void write(byte[] bytes) throws IOException {
    int written = 0;
    while (written < bytes.length) {
      if (!awaited(Libc.POLLOUT)) {
        throw new IOException("the pseudo-terminal is closed");
      }
      int length = Math.min(bytes.length - written, BUFFER);
      MemorySegment.copy(bytes, written, output, ValueLayout.JAVA_BYTE, 0, length);
      long n = Libc.write(descriptor, output, length);
      if (n >= 0) {
        written += (int) n;
      } else if (n != -Libc.EAGAIN && n != -Libc.EINTR) {
        throw Libc.failure("write", (int) -n);
      }
    }
  }

  /** Whether the terminal became ready; false if {@link #wake} was called. */
  private boolean awaited(short event) throws IOException {
    return !woken && Libc.poll(descriptor, event, waker) && !woken;
  }

  /** Ends the present and all later waits; does nothing after {@link #close}. */
  void wake() {
    ending.lock();
    try {
      woken = true;
      if (!closed) {
        Libc.signal(waker);
      }
    } finally {
      ending.unlock();
    }
  }

  @Override
  public void close() {
    ending.lock();
    try {
      closed = true;
      Libc.close(descriptor);
      Libc.close(waker);
      arena.close();
    } finally {
      ending.unlock();
    }
  }
}
