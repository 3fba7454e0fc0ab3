package dev.bootwitness.prenixos.machine;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/** QEMU's monitor for people, on a Unix socket (QEMU manual, "QEMU Monitor"). */
final class Monitor implements AutoCloseable {
  private static final String PROMPT = "(qemu) ";

  private final SocketChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(8192);

  Monitor(Path socket) throws IOException {
    channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(socket));
    untilPrompt();
  }

  /**
   * Does what the command says.
   *
   * @throws IOException if QEMU says that it cannot
   */
  String tell(String command) throws IOException {
    channel.write(ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.UTF_8)));
    // The first line is the command, shown letter by letter.
    String answer = untilPrompt().replaceFirst("^[^\n]*\n", "");
    if (answer.toLowerCase(Locale.ROOT).contains("error")) {
      throw new IOException(command + ": " + answer);
    }
    return answer;
  }

  private String untilPrompt() throws IOException {
    var answer = new StringBuilder();
    while (!answer.toString().endsWith(PROMPT)) {
      buffer.clear();
      if (channel.read(buffer) < 0) {
        throw new IOException("QEMU ended: " + answer);
      }
      answer.append(StandardCharsets.UTF_8.decode(buffer.flip()));
    }
    return answer.toString();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
