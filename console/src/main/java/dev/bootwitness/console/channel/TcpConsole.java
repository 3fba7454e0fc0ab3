package dev.bootwitness.console.channel;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** Connects to a console that a terminal server, or QEMU's {@code -serial tcp:}, offers by TCP. */
public final class TcpConsole {

  private TcpConsole() {}

  /**
   * Opens a raw connection to {@code host:port}; telnet options are not negotiated (use the
   * server's raw port).
   *
   * @param within how long connecting may take, at least a millisecond
   * @throws IOException when the name does not resolve or nobody accepts in time; says where
   */
  public static SocketConsoleChannel connect(String host, int port, Duration within)
      throws IOException {
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new UnknownHostException("no address is known for console host " + host);
    }
    SocketChannel socket = SocketChannel.open();
    try {
      socket.socket().connect(address, Math.toIntExact(within.toMillis()));
      // Keys are single bytes: Nagle's algorithm would delay each by a round trip.
      socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
      // A console may be silent for days; the end of its server must still be noticed.
      socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      return new SocketConsoleChannel(socket);
    } catch (IOException e) {
      socket.close();
      throw new IOException("cannot reach the console at " + address + ": " + e.getMessage(), e);
    }
  }
}
