package dev.bootwitness.console.side;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bootwitness.console.ConsoleClock;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.channel.ConsoleChannel;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class SideStreamTest {

  private static final int MANY = 10_000;

  /** Sends this many bytes and then nothing, until its reader is interrupted. */
  private static final class Source implements ConsoleChannel {
    private final CountDownLatch full;
    private int left;

    Source(int bytes, CountDownLatch full) {
      this.left = bytes;
      this.full = full;
    }

    @Override
    public int read(byte[] buffer) {
      full.countDown();
      while (left == 0 && !Thread.currentThread().isInterrupted()) {
        LockSupport.park(this);
      }
      return left-- > 0 ? 1 : -1;
    }

    @Override
    public void write(byte[] bytes) {}

    @Override
    public void close() {}
  }

  private static void endsAfterClose(int bytes, int reads) throws InterruptedException {
    CountDownLatch full = new CountDownLatch(reads);
    SideStream stream = new SideStream(new Source(bytes, full));
    full.await();
    stream.close();
    Deadline deadline = Deadline.in(Duration.ofSeconds(10), ConsoleClock.SYSTEM);
    assertThatThrownBy(() -> stream.untilMark("n", OutputStream.nullOutputStream(), deadline))
        .isInstanceOf(SideException.class)
        .hasMessage("the side channel ended");
  }

  @Test
  void aWaitEndsAlsoWhenTheReaderIsInterruptedBeforeItSeesTheEnd() throws Exception {
    endsAfterClose(0, 1);
  }

  @Test
  void aWaitEndsAlsoWhenThereIsNoRoomToTellTheEnd() throws Exception {
    endsAfterClose(MANY, 33);
  }
}
