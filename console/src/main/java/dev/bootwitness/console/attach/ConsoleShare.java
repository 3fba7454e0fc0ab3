package dev.bootwitness.console.attach;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.ConsoleClosedException;
import dev.bootwitness.console.ConsoleListener;
import dev.bootwitness.console.channel.SocketThread;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Offers a console to people on a Unix socket: all see it, all may type.
 *
 * <p>The protocol is bytes: what the guest sends, beginning with the last {@value #REPLAYED} bytes
 * of it, and what a person types, which goes through {@link Console#send} and so into the record.
 * Any client will do ({@code socat -,raw,echo=0 UNIX-CONNECT:…}). The owner's reader never waits: a
 * client that lags too far behind is dropped. The share ends with its console: it removes the
 * socket, then closes the connections. Thread-safe.
 */
public final class ConsoleShare implements ConsoleListener, AutoCloseable {

  /** How much past output a new client is shown, so that a prompt is visible. */
  static final int REPLAYED = 4096;

  /** The most people attached to one console at a time. */
  private static final int MOST = 8;

  private final Path path;
  private final ServerSocketChannel server;
  private final ReentrantLock lock = new ReentrantLock();
  private final RecentOutput recent = new RecentOutput(REPLAYED);
  private final List<Attachment> attached = new ArrayList<>();
  private boolean closed;

  private ConsoleShare(Path path, ServerSocketChannel server) {
    this.path = path;
    this.server = server;
  }

  /**
   * A share with a socket at {@code path}, open to its owner only. Register it as a listener of the
   * console; it accepts connections after {@link #start}.
   *
   * @param path must not exist, in a directory that nobody else can write to; at most 107 bytes
   *     (unix(7))
   */
  public static ConsoleShare open(Path path) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      server.bind(UnixDomainSocketAddress.of(path));
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
      return new ConsoleShare(path, server);
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** Lets people in, to see and type into {@code console}. */
  public void start(Console console) {
    SocketThread.named("console-share").start(() -> acceptAll(console));
  }

  private void acceptAll(Console console) {
    try {
      while (true) {
        SocketChannel socket = server.accept();
        Attachment attachment = new Attachment(socket);
        if (admit(attachment)) {
          SocketThread.named("console-share-out").start(attachment::sendAll);
          SocketThread.named("console-share-in")
              .start(() -> typeAll(attachment, new TypedByPerson(console)));
        }
      }
    } catch (IOException e) {
      // Closed: the share is over.
    }
  }

  /** Earlier output is sent first and later output follows, with no gap between them. */
  private boolean admit(Attachment attachment) {
    lock.lock();
    try {
      if (closed || attached.size() == MOST) {
        attachment.drop();
        return false;
      }
      byte[] past = recent.bytes();
      attached.add(attachment);
      return attachment.offer(past, past.length);
    } finally {
      lock.unlock();
    }
  }

  private void typeAll(Attachment attachment, TypedByPerson typed) {
    byte[] buffer = new byte[4096];
    try {
      for (int n = attachment.read(buffer); n >= 0; n = attachment.read(buffer)) {
        typed.type(buffer, n);
      }
    } catch (IOException | ConsoleClosedException e) {
      // The person or the console is gone.
    } finally {
      leave(attachment);
    }
  }

  private void leave(Attachment attachment) {
    lock.lock();
    try {
      attached.remove(attachment);
    } finally {
      lock.unlock();
    }
    attachment.end();
  }

  /** How many people are attached now. */
  public int attached() {
    lock.lock();
    try {
      return attached.size();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void received(byte[] bytes, int length, long offset) {
    lock.lock();
    try {
      recent.add(bytes, length);
      attached.removeIf(attachment -> !attachment.offer(bytes, length));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void closed(String reason) {
    close();
  }

  /** Ends the share: clients receive what is queued for them, then the end of the stream. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      Files.deleteIfExists(path);
      server.close();
    } catch (IOException e) {
      // Nobody can connect any more either way.
    } finally {
      attached.forEach(Attachment::end);
      attached.clear();
      lock.unlock();
    }
  }
}
