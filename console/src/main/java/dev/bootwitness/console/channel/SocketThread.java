package dev.bootwitness.console.channel;

/**
 * Creates the threads that wait for sockets: platform daemon threads.
 *
 * <p>The first virtual thread that waits for a socket starts the JVM's poller, which then sits in
 * epoll_wait(2) for good, and a JVM that exits gives threads in native code 300 ms to leave it
 * (HotSpot, {@code VM_Exit::wait_for_threads_in_native_to_block}). A command line that is over in a
 * second would pay that every time.
 */
public final class SocketThread {

  private SocketThread() {}

  /** A thread of that name, to be started; it ends with its socket. */
  public static Thread.Builder.OfPlatform named(String name) {
    return Thread.ofPlatform().daemon().name(name);
  }
}
