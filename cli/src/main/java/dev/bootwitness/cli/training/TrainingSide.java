package dev.bootwitness.cli.training;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * The guest's end of the side channel (console, {@code side.sh}): answers each command as a healthy
 * guest with systemd would.
 */
final class TrainingSide {

  private static final String UNIT =
      """
      LoadState=loaded
      ActiveState=active
      SubState=running
      Result=success
      ExecMainCode=0
      ExecMainStatus=0
      """;

  private final InputStream in;
  private final OutputStream out;

  TrainingSide(SocketChannel port) {
    this.in = Channels.newInputStream(port);
    this.out = Channels.newOutputStream(port);
  }

  /**
   * Takes the script, then commands.
   *
   * @param frozen whether the script runs already
   */
  void run(boolean frozen) throws IOException {
    if (!frozen) {
      String nonce = line().substring("BW=".length());
      String line = line();
      while (!line.startsWith("while :;") && !line.isEmpty()) {
        line = line();
      }
      mark(nonce, "ready 1 0 -");
    }
    for (String line = line(); !line.isEmpty(); line = line()) {
      obey(line.split(" ", 3));
    }
  }

  private void obey(String[] words) throws IOException {
    String nonce = words[0];
    switch (words[1]) {
      case "u" -> {
        mark(nonce, "go");
        byte[] _ = in.readNBytes(Integer.parseInt(words[2].split(" ", 2)[1]));
        mark(nonce, "got");
      }
      default -> {
        out.write(answer(words.length > 2 ? words[2] : "").getBytes(StandardCharsets.UTF_8));
        mark(nonce, "o");
        mark(nonce, "e 0");
      }
    }
  }

  private static String answer(String command) {
    if (command.startsWith("systemctl show")) {
      return UNIT;
    }
    return command.startsWith("echo ") ? command.substring("echo ".length()) + "\n" : "";
  }

  /** A line; empty at the end. */
  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      line.write(b);
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  private void mark(String nonce, String words) throws IOException {
    out.write(("\n~bw" + nonce + " " + words + "~\n").getBytes(StandardCharsets.US_ASCII));
  }
}
