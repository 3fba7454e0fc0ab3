package dev.bootwitness.console.channel;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A console over a child process' standard streams, e.g. {@code script -qfc bash /dev/null}, which
 * gives any program a pseudo-terminal.
 */
public final class ProcessConsoleChannel implements ConsoleChannel {

  private final Process process;
  private final InputStream in;
  private final OutputStream out;
  private final ReentrantLock writing = new ReentrantLock();

  /** Takes over {@code process}: closing the channel ends it and all its descendants. */
  public ProcessConsoleChannel(Process process) {
    this.process = process;
    this.in = process.getInputStream();
    this.out = process.getOutputStream();
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
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
