package dev.bootwitness.engine;

import dev.bootwitness.console.channel.PolledChannel;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/**
 * A machine's serial line, read in gulps.
 *
 * <p>An emulated UART sends its bytes one by one, some tens of microseconds apart, and each read of
 * them costs as much again: it is written to the record and shown to whoever looks, and the guest's
 * processor has to wake us for it. On a host of few cores that is taken from the guest: 7500 reads
 * and a seventh of its time in a boot of two seconds, as measured. So within a burst a read waits
 * for two milliseconds first; the first bytes after a silence are read at once.
 */
final class GatheredSerial implements PolledChannel {

  private static final long GATHER_NANOS = 2_000_000;

  /** Bytes that come so soon after others are of one burst. */
  private static final long BURST_NANOS = 5_000_000;

  private final PolledChannel line;

  /** Used by whose turn it is to read. */
  private long lastCame = System.nanoTime() - BURST_NANOS;

  GatheredSerial(PolledChannel line) {
    this.line = line;
  }

  @Override
  public int read(byte[] buffer) throws IOException {
    gather(Long.MAX_VALUE);
    return came(line.read(buffer));
  }

  @Override
  public int read(byte[] buffer, long nanos) throws IOException {
    gather(nanos);
    return came(line.read(buffer, nanos));
  }

  private void gather(long nanos) {
    if (nanos > GATHER_NANOS && System.nanoTime() - lastCame < BURST_NANOS) {
      LockSupport.parkNanos(this, GATHER_NANOS);
    }
  }

  private int came(int n) {
    if (n > 0) {
      lastCame = System.nanoTime();
    }
    return n;
  }

  @Override
  public void wake() {
    line.wake();
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
