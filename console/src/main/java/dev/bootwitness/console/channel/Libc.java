package dev.bootwitness.console.channel;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The C library functions that a pseudo-terminal needs, called by the foreign-function API.
 *
 * <p>Numbers are those of Linux on x86-64 and arm64 (asm-generic/fcntl.h, ioctls.h, errno-base.h).
 * A failed call returns minus its errno.
 */
final class Libc {

  static final int O_RDWR = 2;
  static final int O_NOCTTY = 0x100;
  static final int O_NONBLOCK = 0x800;
  static final int O_CLOEXEC = 0x80000;
  static final short POLLIN = 1;
  static final short POLLOUT = 4;
  static final long TIOCSWINSZ = 0x5414;
  static final int EINTR = 4;
  static final int EIO = 5;
  static final int EAGAIN = 11;

  /** {@code EFD_CLOEXEC} (eventfd(2)), the same bit as {@link #O_CLOEXEC}. */
  private static final int EFD_CLOEXEC = O_CLOEXEC;

  /** Bytes of {@code struct pollfd}: the descriptor, then events and revents. */
  private static final int POLLFD = 8;

  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
  private static final ValueLayout POINTER = ValueLayout.ADDRESS;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private static final MethodHandle OPENPT = function("posix_openpt", INT, INT);
  private static final MethodHandle GRANTPT = function("grantpt", INT, INT);
  private static final MethodHandle UNLOCKPT = function("unlockpt", INT, INT);
  private static final MethodHandle PTSNAME = function("ptsname_r", INT, INT, POINTER, LONG);
  private static final MethodHandle EVENTFD = function("eventfd", INT, INT, INT);
  private static final MethodHandle READ = function("read", LONG, INT, POINTER, LONG);
  private static final MethodHandle WRITE = function("write", LONG, INT, POINTER, LONG);
  private static final MethodHandle POLL = function("poll", INT, POINTER, LONG, INT);
  private static final MethodHandle CLOSE = function("close", INT, INT);
  private static final MethodHandle IOCTL =
      handle(
          "ioctl",
          FunctionDescriptor.of(INT, INT, LONG, POINTER),
          Linker.Option.firstVariadicArg(2),
          Linker.Option.captureCallState("errno"));

  private Libc() {}

  private static MethodHandle function(
      String name, MemoryLayout result, MemoryLayout... arguments) {
    return handle(
        name, FunctionDescriptor.of(result, arguments), Linker.Option.captureCallState("errno"));
  }

  @SuppressWarnings("restricted") // granted by --enable-native-access
  private static MethodHandle handle(
      String name, FunctionDescriptor descriptor, Linker.Option... options) {
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), descriptor, options);
  }

  /** Performs a call with room for its errno. */
  private interface Call {
    long with(MemorySegment state) throws Throwable;
  }

  private static long call(Call call) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      long result = call.with(state);
      return result == -1 ? -(int) ERRNO.get(state, 0L) : result;
    } catch (Throwable e) {
      throw new AssertionError("a downcall throws nothing", e);
    }
  }

  static int openPt(int flags) {
    return (int) call(state -> (int) OPENPT.invokeExact(state, flags));
  }

  static int grantPt(int descriptor) {
    return (int) call(state -> (int) GRANTPT.invokeExact(state, descriptor));
  }

  static int unlockPt(int descriptor) {
    return (int) call(state -> (int) UNLOCKPT.invokeExact(state, descriptor));
  }

  /** Unlike the others, returns the error itself, as ptsname_r(3) does. */
  static int ptsName(int descriptor, MemorySegment name, long size) {
    return (int) call(state -> (int) PTSNAME.invokeExact(state, descriptor, name, size));
  }

  static int ioctl(int descriptor, long request, MemorySegment argument) {
    return (int) call(state -> (int) IOCTL.invokeExact(state, descriptor, request, argument));
  }

  static int eventFd() {
    return (int) call(state -> (int) EVENTFD.invokeExact(state, 0, EFD_CLOEXEC));
  }

  static long read(int descriptor, MemorySegment buffer, long length) {
    return call(state -> (long) READ.invokeExact(state, descriptor, buffer, length));
  }

  static long write(int descriptor, MemorySegment buffer, long length) {
    return call(state -> (long) WRITE.invokeExact(state, descriptor, buffer, length));
  }

  static void close(int descriptor) {
    long _ = call(state -> (int) CLOSE.invokeExact(state, descriptor));
  }

  /** Makes an eventfd permanently readable. */
  static void signal(int eventFd) {
    try (Arena arena = Arena.ofConfined()) {
      long _ = write(eventFd, arena.allocateFrom(LONG, 1L), LONG.byteSize());
    }
  }

  /**
   * Waits until {@code descriptor} has {@code event} or a condition that read or write will report.
   *
   * @return false when {@code waker} became readable
   */
  static boolean poll(int descriptor, short event, int waker) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment fds = arena.allocate(2 * POLLFD, INT.byteAlignment());
      fds.set(INT, 0, descriptor);
      fds.set(ValueLayout.JAVA_SHORT, 4, event);
      fds.set(INT, POLLFD, waker);
      fds.set(ValueLayout.JAVA_SHORT, POLLFD + 4, POLLIN);
      long ready = call(state -> (int) POLL.invokeExact(state, fds, 2L, -1));
      if (ready < 0 && ready != -EINTR) {
        throw failure("poll", (int) -ready);
      }
      return fds.get(ValueLayout.JAVA_SHORT, POLLFD + 6) == 0;
    }
  }

  /** {@code result}, unless it says that the call failed. */
  static int checked(String call, int result) throws IOException {
    if (result < 0) {
      throw failure(call, -result);
    }
    return result;
  }

  static IOException failure(String call, int errno) {
    return new IOException(call + " failed on a pseudo-terminal: errno " + errno + " (errno(3))");
  }
}
