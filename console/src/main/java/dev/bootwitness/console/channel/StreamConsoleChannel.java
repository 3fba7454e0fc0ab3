package dev.bootwitness.console.channel;

import java.io.BufferedInputStream;
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

  /**
   * {@inheritDoc}
   *
   * <p>A process' standard output is a {@link BufferedInputStream}. Asked for many bytes, it reads
   * again for as long as more arrive, and a guest that prints sends them one by one: as measured,
   * 6640 reads in a boot of three seconds, and what they read was withheld until the guest paused.
   * Therefore such a stream is asked for one byte, and then for what is there already.
   */
  @Override
  public int read(byte[] buffer) throws IOException {
    if (!(in instanceof BufferedInputStream)) {
      return in.read(buffer);
    }
    int first = in.read(buffer, 0, 1);
    int there = first < 1 ? 0 : Math.min(available(), buffer.length - first);
    return there < 1 ? first : first + Math.max(0, in.read(buffer, first, there));
  }

  /** A stream that was closed meanwhile has nothing more; the next read reports it. */
  private int available() {
    try {
      return in.available();
    } catch (IOException e) {
      return 0;
    }
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
