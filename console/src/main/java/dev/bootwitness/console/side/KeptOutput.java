package dev.bootwitness.console.side;

import dev.bootwitness.console.shell.CommandResult;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;

/** Keeps the beginning of an output, up to a limit, and discards the rest. */
final class KeptOutput extends OutputStream {

  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private final int limit;
  private boolean whole = true;

  KeptOutput(int limit) {
    this.limit = limit;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    int room = Math.min(length, limit - kept.size());
    kept.write(bytes, from, room);
    whole &= room == length;
  }

  CommandResult.Output output() {
    return new CommandResult.Output(kept.toByteArray(), whole);
  }
}
