package dev.bootwitness.machine.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/**
 * A Unix socket that waits for one peer.
 *
 * <p>This program listens and its child connects, so no polling for a socket file is needed. It is
 * also the second half of {@link OwnedProcess}: a child whose owner died before the parent-death
 * signal was set finds no peer to connect to, and gives up.
 */
public final class ListeningSocket implements AutoCloseable {

  private final ServerSocketChannel server;
  private final Path path;
  private final CompletableFuture<SocketChannel> accepted = new CompletableFuture<>();

  private ListeningSocket(ServerSocketChannel server, Path path) {
    this.server = server;
    this.path = path;
  }

  /** Starts to listen; the path must be free and at most 107 bytes long. */
  public static ListeningSocket at(Path path) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      server.bind(UnixDomainSocketAddress.of(path), 1);
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
    ListeningSocket socket = new ListeningSocket(server, path);
    // A platform thread: the first virtual one that waits for a socket starts the JVM's poller,
    // which
    // then sits in epoll_wait(2) for good, and a JVM that exits gives threads in native code 300 ms
    // (VM_Exit::wait_for_threads_in_native_to_block): 0.3 s at the end of every run.
    Thread.ofPlatform().daemon().name("accept " + path.getFileName()).start(socket::accept);
    return socket;
  }

  private void accept() {
    try {
      SocketChannel peer = server.accept();
      if (!accepted.complete(peer)) {
        peer.close();
      }
    } catch (IOException e) {
      accepted.completeExceptionally(e);
    }
  }

  /** The connection to the peer; exceptional when this was closed first. */
  public CompletableFuture<SocketChannel> accepted() {
    return accepted.copy();
  }

  /** Stops listening; a connection that came stays open. */
  @Override
  public void close() {
    try {
      server.close();
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
