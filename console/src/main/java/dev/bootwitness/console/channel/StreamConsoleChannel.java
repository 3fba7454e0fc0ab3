package dev.bootwitness.console.channel;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A console over two blocking streams, e.g. the pipes of a child process.
 *
 * <p>A read of a pipe cannot be cancelled, so the creator of the channel specifies how to end the
 * other side of the streams.
 */
public final class StreamConsoleChannel implements ConsoleChannel {

  private final InputStream in;
  private final OutputStream out;
  private final Runnable end;
  private final ReentrantLock writing = new ReentrantLock();

  /**
   * Takes over both streams.
   *
   * @param end called by {@link #close}, possibly more than once: ends the other side, and with it
   *     a blocked read
   */
  public StreamConsoleChannel(InputStream in, OutputStream out, Runnable end) {
    this.in = in;
    this.out = out;
    this.end = end;
  }

  @Override
  public int read(byte[] buffer) throws IOException {
    return in.read(buffer);
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    writing.lock();
    try {
      out.write(bytes);
      out.flush();
    } finally {
      writing.unlock();
    }
  }

  @Override
  public void close() {
    end.run();
  }
}
