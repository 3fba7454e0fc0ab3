package dev.bootwitness.engine.console;

import dev.bootwitness.console.channel.ConsoleChannel;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/**
 * A machine's serial line, read in batches.
 *
 * <p>An emulated UART sends its bytes one by one, some tens of microseconds apart, and each read of
 * them costs as much again: the bytes are written to the record and shown to viewers, and the
 * guest's processor has to wake us for it. On a host with few cores that time is taken from the
 * guest: as measured, 7500 reads and a seventh of its time in a boot of two seconds. So within a
 * burst, a read waits first, and waits longer the longer the burst lasts; the first bytes after a
 * silence are read at once. Meanwhile the line's pipe holds 64 KiB, so the guest does not wait.
 */
public final class GatheredSerial implements ConsoleChannel {

  private static final long SHORTEST_NANOS = 1_000_000;

  /** The most by which a prompt at the end of a long burst may be delayed. */
  private static final long LONGEST_NANOS = 8_000_000;

  /** Bytes that follow others within this time belong to the same burst. */
  private static final long BURST_NANOS = 5_000_000;

  private final ConsoleChannel line;

  /** Used by the thread that reads. */
  private long lastCame = System.nanoTime() - BURST_NANOS;

  private long pause = SHORTEST_NANOS;

  public GatheredSerial(ConsoleChannel line) {
    this.line = line;
  }

  @Override
  public int read(byte[] buffer) throws IOException {
    long asked = System.nanoTime();
    if (asked - lastCame < BURST_NANOS) {
      LockSupport.parkNanos(this, pause);
      pause = Math.min(pause * 2, LONGEST_NANOS);
    }
    long looked = System.nanoTime();
    int n = line.read(buffer);
    lastCame = System.nanoTime();
    if (lastCame - looked > BURST_NANOS) {
      pause = SHORTEST_NANOS;
    }
    return n;
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    line.write(bytes);
  }

  @Override
  public void close() {
    line.close();
  }
}
