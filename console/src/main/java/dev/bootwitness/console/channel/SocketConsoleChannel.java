package dev.bootwitness.console.channel;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A console over a connected stream socket, Unix or TCP.
 *
 * <p>The socket becomes non-blocking on first use: a read that blocks in read(2) could not be
 * cancelled, and an interrupt would close the socket ({@link
 * java.nio.channels.InterruptibleChannel}).
 */
public final class SocketConsoleChannel implements PolledChannel {

  private final SocketChannel socket;
  private final ReentrantLock writing = new ReentrantLock();
  private final ReentrantLock opening = new ReentrantLock();
  private volatile @Nullable Selector readable;
  private @Nullable Selector writable;
  private boolean closed;

  /** Takes over {@code socket}, which must be connected. */
  public SocketConsoleChannel(SocketChannel socket) {
    this.socket = socket;
  }

  /** Connects to {@code address}; a Unix socket's path is a {@code UnixDomainSocketAddress}. */
  public static SocketConsoleChannel connect(SocketAddress address) throws IOException {
    return new SocketConsoleChannel(SocketChannel.open(address));
  }

  @Override
  public int read(byte[] buffer) throws IOException {
    int n = read(buffer, Long.MAX_VALUE);
    while (n == 0 && buffer.length > 0) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("interrupted while reading a socket");
      }
      n = read(buffer, Long.MAX_VALUE);
    }
    return n;
  }

  @Override
  public int read(byte[] buffer, long nanos) throws IOException {
    Selector selector = readable();
    ByteBuffer into = ByteBuffer.wrap(buffer);
    int n = socket.read(into);
    if (n == 0 && nanos > 0) {
      select(selector, nanos);
      n = socket.read(into);
    }
    return n;
  }

  private static void select(Selector selector, long nanos) throws IOException {
    try {
      // Whole milliseconds, rounded up so that a short remainder does not cause a busy loop.
      long millis = TimeUnit.NANOSECONDS.toMillis(nanos);
      selector.select(key -> {}, millis == Long.MAX_VALUE ? 0 : millis + 1);
    } catch (ClosedSelectorException e) {
      AsynchronousCloseException end = new AsynchronousCloseException();
      end.initCause(e);
      throw end;
    }
  }

  private Selector readable() throws IOException {
    Selector open = readable;
    return open != null ? open : openReadable();
  }

  private Selector openReadable() throws IOException {
    opening.lock();
    try {
      Selector open = readable;
      if (open == null) {
        open = selector(SelectionKey.OP_READ);
        readable = open;
      }
      return open;
    } finally {
      opening.unlock();
    }
  }

  /** Called with {@link #opening} held: a selector that {@link #close} knows about, or none. */
  private Selector selector(int operation) throws IOException {
    if (closed) {
      throw new AsynchronousCloseException();
    }
    Selector selector = Selector.open();
    try {
      socket.configureBlocking(false);
      socket.register(selector, operation);
      return selector;
    } catch (IOException e) {
      selector.close();
      throw e;
    }
  }

  @Override
  public void wake() {
    Selector open = readable;
    if (open != null) {
      open.wakeup();
    }
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    writing.lock();
    try {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        if (socket.write(rest) == 0) {
          awaitRoom();
        }
      }
    } finally {
      writing.unlock();
    }
  }

  private void awaitRoom() throws IOException {
    Selector room;
    opening.lock();
    try {
      room = writable;
      if (room == null) {
        room = selector(SelectionKey.OP_WRITE);
        writable = room;
      }
    } finally {
      opening.unlock();
    }
    select(room, Long.MAX_VALUE);
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("interrupted while writing to a socket");
    }
  }

  @Override
  public void close() {
    opening.lock();
    try {
      closed = true;
      socket.close();
      // A socket in a selector is finally closed when the selector releases it.
      Selector reading = readable;
      if (reading != null) {
        reading.close();
      }
      if (writable != null) {
        writable.close();
      }
    } catch (IOException alreadyGone) {
      // Closing is the last use of a channel: there is no caller left to inform.
    } finally {
      opening.unlock();
    }
  }
}
