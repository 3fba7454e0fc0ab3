package dev.bootwitness.console.side;

import dev.bootwitness.console.channel.ConsoleChannel;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** A channel whose other end is made later, as a guest opens its port later. */
final class LateChannel implements ConsoleChannel {

  private final CompletableFuture<ConsoleChannel> end = new CompletableFuture<>();

  void is(ConsoleChannel channel) {
    end.complete(channel);
  }

  @Override
  public int read(byte[] buffer) throws IOException {
    return end.join().read(buffer);
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    end.join().write(bytes);
  }

  @Override
  public void close() {
    if (end.isDone()) {
      end.join().close();
    }
  }
}
