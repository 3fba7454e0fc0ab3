package dev.bootwitness.console.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TcpConsoleTest {

  private static final Duration WITHIN = Duration.ofSeconds(10);

  @Test
  void bytesGoBothWaysUntilTheServerCloses() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket server = new ServerSocket(0, 1, loopback);
        SocketConsoleChannel channel =
            TcpConsole.connect(loopback.getHostAddress(), server.getLocalPort(), WITHIN)) {
      try (Socket far = server.accept()) {
        channel.write(new byte[] {1, 2, (byte) 0xff});
        assertThat(far.getInputStream().readNBytes(3)).containsExactly(1, 2, 0xff);
        far.getOutputStream().write(new byte[] {9, 8});
        byte[] buffer = new byte[2];
        int first = channel.read(buffer);
        assertThat(first).isPositive();
        assertThat(buffer[0]).isEqualTo((byte) 9);
        if (first == 1) {
          assertThat(channel.read(buffer)).isEqualTo(1);
        }
      }
      assertThat(channel.read(new byte[1])).isEqualTo(-1);
    }
  }

  @Test
  void aPortThatNobodyListensOnIsNamed() throws IOException {
    int port;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = taken.getLocalPort();
    }
    assertThatThrownBy(() -> TcpConsole.connect("127.0.0.1", port, WITHIN))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("127.0.0.1:" + port)
        .hasMessageContaining("refused");
  }

  @Test
  void aHostWithoutAddressIsNamed() {
    assertThatThrownBy(() -> TcpConsole.connect("no-such-host.invalid", 23, WITHIN))
        .isInstanceOf(UnknownHostException.class)
        .hasMessageContaining("no-such-host.invalid");
  }
}
