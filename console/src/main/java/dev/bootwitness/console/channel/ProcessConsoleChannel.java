package dev.bootwitness.console.channel;

import java.io.IOException;

/**
 * A console over a child process' standard streams, e.g. {@code script -qfc bash /dev/null}, which
 * gives any program a pseudo-terminal.
 */
public final class ProcessConsoleChannel implements ConsoleChannel {

  private final StreamConsoleChannel streams;

  /** Takes over {@code process}: closing the channel ends it and all its descendants. */
  public ProcessConsoleChannel(Process process) {
    this.streams =
        new StreamConsoleChannel(
            process.getInputStream(),
            process.getOutputStream(),
            () -> {
              process.descendants().forEach(ProcessHandle::destroyForcibly);
              process.destroyForcibly();
            });
  }

  @Override
  public int read(byte[] buffer) throws IOException {
    return streams.read(buffer);
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    streams.write(bytes);
  }

  @Override
  public void close() {
    streams.close();
  }
}
