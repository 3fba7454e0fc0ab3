package dev.bootwitness.engine.console;

import dev.bootwitness.console.channel.SocketThread;
import dev.bootwitness.record.RecordWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Records what a machine's serial ports other than the console send; nothing is ever typed there.
 */
public final class PortRecorder {

  private static final int BUFFER = 8192;

  private final RecordWriter record;
  private final CountDownLatch reading;

  private PortRecorder(RecordWriter record, int ports) {
    this.record = record;
    this.reading = new CountDownLatch(ports);
  }

  /** Reads each until it ends, the second port as number 1. */
  public static PortRecorder of(RecordWriter record, List<SocketChannel> ports) {
    PortRecorder recorder = new PortRecorder(record, ports.size());
    for (int i = 0; i < ports.size(); i++) {
      int number = i + 1;
      SocketChannel port = ports.get(i);
      SocketThread.named("serial" + number).start(() -> recorder.read(number, port));
    }
    return recorder;
  }

  private void read(int number, SocketChannel port) {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    try {
      while (port.read(buffer) >= 0) {
        record.received(number, buffer.array(), 0, buffer.position());
        buffer.clear();
      }
    } catch (IOException e) {
      // The machine was closed meanwhile: nothing more can arrive.
    } finally {
      reading.countDown();
    }
  }

  /** Waits until all ports have ended, which they do with their machine; not to be interrupted. */
  public void finish() {
    boolean interrupted = false;
    while (reading.getCount() > 0) {
      try {
        reading.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
