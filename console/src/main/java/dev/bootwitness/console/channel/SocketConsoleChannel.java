package dev.bootwitness.console.channel;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.ReentrantLock;

/** A console over a connected stream socket, Unix or TCP, in blocking mode. */
public final class SocketConsoleChannel implements ConsoleChannel {

  private final SocketChannel socket;
  private final ReentrantLock writing = new ReentrantLock();

  /** Takes over {@code socket}, which must be connected and blocking. */
  public SocketConsoleChannel(SocketChannel socket) {
    this.socket = socket;
  }

  /** Connects to {@code address}; a Unix socket's path is a {@code UnixDomainSocketAddress}. */
  public static SocketConsoleChannel connect(SocketAddress address) throws IOException {
    return new SocketConsoleChannel(SocketChannel.open(address));
  }

  @Override
  public int read(byte[] buffer) throws IOException {
    return socket.read(ByteBuffer.wrap(buffer));
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    writing.lock();
    try {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        socket.write(rest);
      }
    } finally {
      writing.unlock();
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException alreadyGone) {
      // Closing is the last thing done to a channel: there is nobody left to tell.
    }
  }
}
