package dev.bootwitness.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.console.channel.SocketConsoleChannel;
import dev.bootwitness.console.expect.ExpectResult;
import dev.bootwitness.console.expect.Expectation;
import dev.bootwitness.console.expect.TextPattern;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A console on a real Unix socket, where the waiting thread reads the channel itself. */
@Timeout(60)
class SocketConsoleTest {

  private final BlockingQueue<String> heard = new ArrayBlockingQueue<>(10_000);
  private SocketChannel guest;
  private Console console;

  @BeforeEach
  void connect(@TempDir Path folder) throws IOException {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("serial"));
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(address);
      SocketConsoleChannel channel = SocketConsoleChannel.connect(address);
      guest = server.accept();
      console = new Console(channel, ConsoleClock.SYSTEM, new Lines()).start();
    }
  }

  private final class Lines implements ConsoleListener {
    @Override
    public void line(long number, long offset, String text) {
      heard.add(text);
    }
  }

  @AfterEach
  void close() throws IOException {
    console.close();
    guest.close();
  }

  private void says(String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      guest.write(bytes);
    }
  }

  private ExpectResult expect(String text) {
    return expect(text, Duration.ofSeconds(50));
  }

  private ExpectResult expect(String text, Duration within) {
    return console.expect(
        Expectation.of("the thing", TextPattern.literal(text)),
        Deadline.in(within, ConsoleClock.SYSTEM));
  }

  private interface Deed {
    void run() throws IOException;
  }

  /** Runs {@code deed} on another thread when the console has received a line, during the wait. */
  private void whenALineIsHeard(Deed deed) {
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            heard.take();
            deed.run();
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @Test
  void aDialogueGoesOnWhoeverReads() throws IOException {
    for (int i = 0; i < 1000; i++) {
      console.send("q" + i + "\n");
      assertThat(fromConsole("q" + i + "\n")).isEqualTo("q" + i + "\n");
      says("a" + i + "\n");
      assertThat(expect("a" + i + "\n")).isInstanceOf(ExpectResult.Matched.class);
    }
  }

  private String fromConsole(String like) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(like.length());
    while (bytes.hasRemaining()) {
      guest.read(bytes);
    }
    return new String(bytes.array(), StandardCharsets.UTF_8);
  }

  @Test
  void betweenWaitsEverythingIsHeard() throws IOException, InterruptedException {
    for (int i = 0; i < 20; i++) {
      says("awaited\n");
      assertThat(expect("awaited\n")).isInstanceOf(ExpectResult.Matched.class);
      assertThat(heard.poll(50, TimeUnit.SECONDS)).isEqualTo("awaited");
      says("not awaited\n");
      assertThat(heard.poll(50, TimeUnit.SECONDS)).isEqualTo("not awaited");
    }
  }

  @Test
  void afterALongWaitInVainSomebodyStillListens() throws IOException, InterruptedException {
    // Longer than the background reader counts pauses before it sleeps.
    assertThat(expect("never", Duration.ofMillis(400)))
        .isInstanceOf(ExpectResult.DeadlinePassed.class);
    says("later\n");
    assertThat(heard.poll(50, TimeUnit.SECONDS)).isEqualTo("later");
  }

  @Test
  void aWaitIsGivenUpFromElsewhere() throws IOException {
    whenALineIsHeard(() -> console.giveUp("the machine is gone"));
    says("one line\n");
    assertThat(expect("never")).isInstanceOf(ExpectResult.Hopeless.class);
    console.carryOn();
    says("more");
    assertThat(expect("more")).isInstanceOf(ExpectResult.Matched.class);
  }

  @Test
  void anInterruptEndsTheWaitAndLeavesTheConsoleOpen() throws IOException {
    Thread waiting = Thread.currentThread();
    says("one line\n"); // first: an interrupt would close the guest's own, blocking socket
    whenALineIsHeard(waiting::interrupt);
    assertThat(expect("never")).isInstanceOf(ExpectResult.Interrupted.class);
    assertThat(Thread.interrupted()).isTrue();
    console.send("still here\n");
    assertThat(fromConsole("still here\n")).isEqualTo("still here\n");
    says("and so am I");
    assertThat(expect("and so am I")).isInstanceOf(ExpectResult.Matched.class);
  }

  @Test
  void closingEndsAWait() throws IOException {
    whenALineIsHeard(console::close);
    says("one line\n");
    assertThat(expect("never")).isInstanceOf(ExpectResult.EndOfStream.class);
  }

  @Test
  void theGuestsEndEndsAWait() throws IOException {
    whenALineIsHeard(guest::close);
    says("one line\n");
    assertThat(expect("never")).isInstanceOf(ExpectResult.EndOfStream.class);
  }

  @Test
  void whatFollowsAMatchCanBeAwaitedByItsBytes() throws IOException {
    Deadline soon = Deadline.in(Duration.ofMillis(30), ConsoleClock.SYSTEM);
    says("root# ");
    ExpectResult.Matched prompt = (ExpectResult.Matched) expect("root#");
    long end = prompt.offset() + "root# \033[0m".length();
    assertThat(console.awaitBytes(end, soon)).isFalse();
    says("\033[0m");
    assertThat(console.awaitBytes(end, Deadline.in(Duration.ofSeconds(50), ConsoleClock.SYSTEM)))
        .isTrue();
  }

  @Test
  void aGuestThatIsSlowToReadGetsAllThatIsTyped() throws IOException {
    String much = "0123456789abcdef".repeat(200_000);
    Thread.ofPlatform().daemon().start(() -> console.send(much));
    assertThat(fromConsole(much)).isEqualTo(much);
  }
}
