package dev.bootwitness.engine.observe;

import dev.bootwitness.console.channel.SocketThread;
import dev.bootwitness.engine.console.RecordSocket;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.RecordWriter;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Lets people request a picture of the screen, the processors' registers or the guest's memory from
 * a running run, from power-on to the run's end.
 *
 * <p>The protocol: one line names what is wanted, and one line comes back, {@code kept FILE} or
 * {@code none WHY}, when the file is in the record. The socket is in a directory that only its
 * owner can access.
 */
public final class CapturePoint implements AutoCloseable {

  private static final int LONGEST_REQUEST = 64;

  private final RecordSocket place;
  private final ServerSocketChannel server;

  private CapturePoint(RecordSocket place, ServerSocketChannel server) {
    this.place = place;
    this.server = server;
  }

  /** Starts to listen; empty, with a note in the record, when that is impossible. */
  public static Optional<CapturePoint> open(RecordWriter record, MachineEvidence evidence) {
    try {
      RecordSocket place = RecordSocket.of(record.directory().captureSocket());
      ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      CapturePoint point = new CapturePoint(place, server);
      try {
        server.bind(UnixDomainSocketAddress.of(place.path()));
        place.publish();
        SocketThread.named("capture").start(() -> point.acceptAll(evidence));
        return Optional.of(point);
      } catch (IOException e) {
        point.close();
        throw e;
      }
    } catch (IOException e) {
      record.append(new Event.ToolOutput("capture", "captures of this run are not possible: " + e));
      return Optional.empty();
    }
  }

  private void acceptAll(MachineEvidence evidence) {
    try {
      while (true) {
        SocketChannel peer = server.accept();
        SocketThread.named("capture-answer").start(() -> answer(peer, evidence));
      }
    } catch (IOException e) {
      // Closed: the run is over.
    }
  }

  private static void answer(SocketChannel peer, MachineEvidence evidence) {
    try (peer) {
      String answer = evidence.asked(request(peer)) + "\n";
      ByteBuffer bytes = ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        peer.write(bytes);
      }
    } catch (IOException e) {
      // The requester has left; the capture is in the record.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String request(SocketChannel peer) throws IOException {
    ByteBuffer line = ByteBuffer.allocate(LONGEST_REQUEST);
    while (line.hasRemaining() && peer.read(line) >= 0) {
      if (line.position() > 0 && line.get(line.position() - 1) == '\n') {
        break;
      }
    }
    return new String(line.array(), 0, line.position(), StandardCharsets.US_ASCII).strip();
  }

  @Override
  public void close() {
    try (place) {
      server.close();
    } catch (IOException e) {
      // Nobody can come any more either way.
    }
  }
}
