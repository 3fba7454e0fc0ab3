package dev.bootwitness.console.shell;

import dev.bootwitness.console.channel.ConsoleChannel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** A channel that, once switched on, loses, changes and doubles bytes in both directions. */
final class LossyChannel implements ConsoleChannel {

  private final ConsoleChannel inner;
  private final Faults in;
  private final Faults out;
  private volatile boolean lossy;

  /**
   * A channel over {@code inner}.
   *
   * @param every on average, one byte in this many is damaged
   */
  LossyChannel(ConsoleChannel inner, long seed, int every) {
    this.inner = inner;
    SplittableRandom random = new SplittableRandom(seed);
    this.in = new Faults(random.split(), every);
    this.out = new Faults(random.split(), every);
  }

  void beginToLose() {
    lossy = true;
  }

  /** How many bytes were damaged, both directions together. */
  int damaged() {
    return in.done.get() + out.done.get();
  }

  private record Faults(SplittableRandom random, int every, AtomicInteger done) {

    Faults(SplittableRandom random, int every) {
      this(random, every, new AtomicInteger());
    }

    byte[] damage(byte[] bytes, int length) {
      ByteArrayOutputStream damaged = new ByteArrayOutputStream(length + 8);
      for (int i = 0; i < length; i++) {
        int kind = random.nextInt(every) == 0 ? random.nextInt(4) : -1;
        done.addAndGet(kind < 0 ? 0 : 1);
        switch (kind) {
          case 0 -> {} // lost
          case 1 -> { // doubled
            damaged.write(bytes[i]);
            damaged.write(bytes[i]);
          }
          case 2 -> damaged.write(bytes[i] ^ (1 << 5)); // the other case of a letter
          case 3 -> damaged.write(printable()); // another one
          default -> damaged.write(bytes[i]);
        }
      }
      return damaged.toByteArray();
    }

    private int printable() {
      return random.nextInt(0x20, 0x7f);
    }
  }

  @Override
  public int read(byte[] buffer) throws IOException {
    while (true) {
      // Half of it, for some bytes are doubled.
      byte[] clean = new byte[buffer.length / 2];
      int n = inner.read(clean);
      if (n < 0) {
        return n;
      }
      byte[] got = lossy ? in.damage(clean, n) : clean;
      int length = lossy ? got.length : n;
      if (length > 0) {
        System.arraycopy(got, 0, buffer, 0, length);
        return length;
      }
    }
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    inner.write(lossy ? out.damage(bytes, bytes.length) : bytes);
  }

  @Override
  public void close() {
    inner.close();
  }
}
