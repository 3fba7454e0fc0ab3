package dev.bootwitness.console.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;

class StreamConsoleChannelTest {

  @Test
  void aGuestThatPrintsWithoutAPauseIsHeardAtOnce() throws IOException {
    Chatty guest = new Chatty();
    ConsoleChannel channel = over(new BufferedInputStream(guest));

    assertThat(channel.read(new byte[1 << 16])).isBetween(1, 10);
    assertThat(guest.reads).isLessThan(10);
  }

  @Test
  void allThatIsThereIsReadInOrder() throws IOException {
    ConsoleChannel channel =
        over(new BufferedInputStream(new ByteArrayInputStream("login: ".getBytes(UTF_8))));
    byte[] buffer = new byte[4];

    assertThat(channel.read(buffer)).isEqualTo(4);
    assertThat(new String(buffer, UTF_8)).isEqualTo("logi");
    assertThat(channel.read(buffer)).isEqualTo(3);
    assertThat(new String(buffer, 0, 3, UTF_8)).isEqualTo("n: ");
    assertThat(channel.read(buffer)).isEqualTo(-1);
  }

  @Test
  void aStreamThatDoesNotKnowWhatIsThereIsReadAsItIs() throws IOException {
    InputStream silent =
        new ByteArrayInputStream("login: ".getBytes(UTF_8)) {
          @Override
          public synchronized int available() {
            return 0;
          }
        };

    assertThat(over(silent).read(new byte[100])).isEqualTo(7);
  }

  @Test
  void aBufferOfOneByteTakesOneByte() throws IOException {
    ConsoleChannel channel = over(new ByteArrayInputStream("$ ".getBytes(UTF_8)));

    assertThat(channel.read(new byte[1])).isEqualTo(1);
    assertThat(channel.read(new byte[1])).isEqualTo(1);
    assertThat(channel.read(new byte[1])).isEqualTo(-1);
  }

  private static ConsoleChannel over(InputStream in) {
    return new StreamConsoleChannel(in, OutputStream.nullOutputStream(), () -> {});
  }

  /** Has the next byte ready whenever it is asked, as a guest has that prints a byte at a time. */
  private static final class Chatty extends InputStream {
    private int reads;

    @Override
    public int read() {
      reads++;
      return '.';
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      buffer[offset] = (byte) read();
      return 1;
    }

    @Override
    public int available() {
      return 1;
    }
  }
}
