package dev.bootwitness.console.attach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.ConsoleClock;
import dev.bootwitness.console.ConsoleListener;
import dev.bootwitness.console.ListenerChain;
import dev.bootwitness.console.channel.ConsoleChannel;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uses real sockets; the guest is this test, which pushes bytes and takes what is typed. */
class ConsoleShareTest {

  @TempDir private static Path folder = Path.of("");

  private final BlockingQueue<String> typed = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> recorded = new LinkedBlockingQueue<>();
  private final Path socket = folder.resolve("s" + System.identityHashCode(this));
  private ConsoleShare share;
  private Console console;

  @BeforeEach
  void start() throws IOException {
    share = ConsoleShare.open(socket);
    ConsoleListener recorder =
        new ConsoleListener() {
          @Override
          public void sent(byte[] bytes) {
            recorded.add(new String(bytes, StandardCharsets.UTF_8));
          }
        };
    console = new Console(guest(), ConsoleClock.SYSTEM, ListenerChain.of(recorder, share));
    share.start(console);
  }

  @AfterEach
  void end() {
    share.close();
  }

  private ConsoleChannel guest() {
    return new ConsoleChannel() {
      @Override
      public int read(byte[] buffer) {
        throw new AssertionError("the test pushes");
      }

      @Override
      public void write(byte[] bytes) {
        typed.add(new String(bytes, StandardCharsets.UTF_8));
      }

      @Override
      public void close() {}
    };
  }

  private void says(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    console.receive(bytes, bytes.length);
  }

  private SocketChannel attach() throws IOException {
    int before = share.attached();
    SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    while (share.attached() == before) {
      Thread.onSpinWait();
    }
    return client;
  }

  private static String read(SocketChannel client, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining() && client.read(buffer) >= 0) {
      // Until it is full or the stream ends.
    }
    return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
  }

  private static void type(SocketChannel client, String text) throws IOException {
    client.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void onlyItsOwnerMayConnect() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
        .isEqualTo("rw-------");
  }

  @Test
  void whoComesLaterSeesThePromptThatStandsThereAndThenAllThatComes() throws IOException {
    says("x".repeat(5000) + "\r\nboot\r\nlogin: ");
    try (SocketChannel client = attach()) {
      says("eve\r\n");
      assertThat(read(client, 18)).isEqualTo("boot\r\nlogin: eve\r\n");
    }
  }

  @Test
  void whatAPersonTypesReachesTheGuestAndTheRecord() throws Exception {
    says("$ ");
    try (SocketChannel client = attach()) {
      type(client, "é\003");
      assertThat(typed.take()).isEqualTo("é\003");
      assertThat(recorded.take()).isEqualTo("é\003");
    }
  }

  @Test
  void aPasswordTypedAtItsPromptReachesTheGuestAndNotTheRecord() throws Exception {
    says("[sudo] password for eve: ");
    try (SocketChannel client = attach()) {
      for (char key : "hunter3\u007f2\r".toCharArray()) {
        type(client, String.valueOf(key));
      }
      assertThat(typed.take()).isEqualTo("hunter2\r");
      says("\r\n# ");
      type(client, "id\r");
      assertThat(typed.take()).isEqualTo("id\r");
      assertThat(recorded).containsExactly("********\r", "id\r");
    }
  }

  @Test
  void aPersonMayThinkBetterOfAPassword() throws Exception {
    says("Password: ");
    try (SocketChannel client = attach()) {
      type(client, "hunt\003");
      assertThat(typed.take()).isEqualTo("\003");
      assertThat(recorded).containsExactly("\003");
    }
  }

  @Test
  void allSeeTheSame() throws IOException {
    try (SocketChannel one = attach();
        SocketChannel two = attach()) {
      says("hello");
      assertThat(read(one, 5)).isEqualTo("hello");
      assertThat(read(two, 5)).isEqualTo("hello");
    }
  }

  @Test
  void whoDoesNotReadIsDroppedAndNobodyWaits() throws IOException {
    try (SocketChannel slow = attach();
        SocketChannel quick = attach()) {
      String flood = "y".repeat(64 * 1024);
      for (int i = 0; i < 64; i++) {
        says(flood);
        assertThat(read(quick, flood.length())).hasSize(flood.length());
      }
      assertThat(share.attached()).isEqualTo(1);
      assertThat(read(slow, 64 * 64 * 1024)).hasSizeLessThan(64 * 64 * 1024);
    }
  }

  @Test
  void whoLeavesIsForgotten() throws IOException {
    try (SocketChannel client = attach()) {
      assertThat(client.isConnected()).isTrue();
    }
    while (share.attached() > 0) {
      Thread.onSpinWait();
    }
    says("nobody there\r\n");
    try (SocketChannel next = attach()) {
      assertThat(read(next, 14)).isEqualTo("nobody there\r\n");
    }
  }

  @Test
  void theShareEndsWithItsConsoleAndWhatWasSaidLastStillArrives() throws IOException {
    try (SocketChannel client = attach()) {
      says("reboot: Power down\r\n");
      console.end("");
      assertThat(read(client, 100)).isEqualTo("reboot: Power down\r\n");
      assertThat(socket).doesNotExist();
    }
  }

  @Test
  void noMoreThanAHandfulMayCome() throws IOException {
    SocketChannel[] all = new SocketChannel[8];
    for (int i = 0; i < all.length; i++) {
      all[i] = attach();
    }
    try (SocketChannel tooMany = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      assertThat(read(tooMany, 1)).isEmpty();
      assertThat(share.attached()).isEqualTo(8);
    }
    for (SocketChannel client : all) {
      client.close();
    }
  }
}
