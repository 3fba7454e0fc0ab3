package dev.bootwitness.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.console.channel.ConsoleChannel;
import dev.bootwitness.console.fake.FakeClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/** How long a guest has been silent, whatever its kernel echoes. */
class EnterEchoTest {
  private final FakeClock clock = new FakeClock();
  private final Console console = new Console(new Keyboard(), clock, ConsoleListener.NONE);

  @Test
  void theEchoOfEnterIsNoSignOfTheGuest() {
    after(10);
    console.send("\r");
    receive("\r");
    receive("\n");
    after(5);

    assertThat(quiet()).isEqualTo(15);
  }

  @Test
  void whatComesWithTheEchoIs() {
    after(10);
    console.send("\r");
    receive("\r\nlogin: ");
    after(5);

    assertThat(quiet()).isEqualTo(5);
  }

  @Test
  void anEmptyLineThatNobodyTypedIs() {
    after(10);
    console.send("\r");
    receive("\r\n");
    after(5);
    receive("\r\n");
    after(1);

    assertThat(quiet()).isEqualTo(1);
  }

  @Test
  void anEmptyLineAfterACommandIs() {
    console.send("sync\r");
    after(10);
    receive("\r\n");
    after(2);

    assertThat(quiet()).isEqualTo(2);
  }

  private void after(int seconds) {
    var nobody = new ReentrantLock();
    clock.await(nobody.newCondition(), Duration.ofSeconds(seconds).toNanos());
  }

  private void receive(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    console.receive(bytes, bytes.length);
  }

  private long quiet() {
    return Duration.ofNanos(console.quietNanos()).toSeconds();
  }

  /** Takes what is typed and says nothing. */
  private static final class Keyboard implements ConsoleChannel {
    @Override
    public int read(byte[] buffer) {
      return -1;
    }

    @Override
    public void write(byte[] bytes) {}

    @Override
    public void close() {}
  }
}
