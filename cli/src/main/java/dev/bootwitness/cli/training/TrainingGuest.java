package dev.bootwitness.cli.training;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The guest's end of the serial line: a boot, a getty that accepts anybody, a shell that accepts
 * the agent (console, {@code agent.sh}), and the agent, to which every command succeeds in silence.
 */
final class TrainingGuest {

  private static final String BOOT =
      """
      SeaBIOS (version 1.16.2)
      [    0.000000] Linux version 6.1.0-50-amd64 (debian-kernel@lists.debian.org) #1 SMP
      [    0.000000] Command line: BOOT_IMAGE=/vmlinuz console=ttyS0
      [    1.250000] Run /init as init process
      [    2.500000] systemd[1]: systemd 252 running in system mode
      [  OK  ] Started a.service - A.
      [  OK  ] Reached target multi-user.target - Multi-User System.

      Debian GNU/Linux 12 training ttyS0

      training login:\
      """;

  /** What a login asks of a shell: who it is. */
  private static final Pattern WHO =
      Pattern.compile("\"~bw\" \"([0-9A-Za-z]+)\" \"\\$\\(id -u\\)\"");

  /** The beginning of the agent's gathering, and its nonce. */
  private static final Pattern GATHER = Pattern.compile("\"~bw\" \"([0-9A-Za-z]+) \\$1\"");

  /** cksum(1) and length of nothing. */
  private static final String NOTHING = "4294967295 0";

  private final BufferedReader typed;
  private final PrintStream screen;

  TrainingGuest(InputStream typed, PrintStream screen) {
    this.typed = new BufferedReader(new InputStreamReader(typed, StandardCharsets.UTF_8));
    this.screen = screen;
  }

  /**
   * Boots and lets somebody log in, or goes on with the agent where it was frozen.
   *
   * @param frozen whether the agent runs already
   */
  void run(boolean frozen) throws IOException {
    if (!frozen) {
      screen.print(BOOT.replace("\n", "\r\n") + " ");
      screen.flush();
      login();
      gather();
    }
    for (String line = line(); !line.isEmpty(); line = line()) {
      obey(line);
    }
  }

  private void login() throws IOException {
    String name = line();
    say(name + "\r\nPassword: ");
    String _ = line();
    say("\r\nroot@training:~# ");
  }

  /** The shell: answers who it is, then takes the agent's lines and reports their checksum. */
  private void gather() throws IOException {
    StringBuilder gathered = new StringBuilder();
    String nonce = "";
    while (true) {
      String line = line();
      Matcher who = WHO.matcher(line);
      Matcher begin = GATHER.matcher(line);
      if (line.startsWith("a ")) {
        gathered.append(line.substring(2)).append("; ");
      } else if (line.equals("z")) {
        gathered.setLength(0);
      } else if (line.equals("k")) {
        mark(nonce + " k " + md5(gathered.toString()));
      } else if (line.equals("g")) {
        mark(nonce + " ready 0 /run/x");
        return;
      } else if (who.find()) {
        say("\r\n~bw" + who.group(1) + ":0:su ~\r\nroot@training:~# ");
      } else if (begin.find()) {
        nonce = begin.group(1);
        mark(nonce + " sh");
      }
    }
  }

  /** Each line comes twice, the first time after a word {@code =}. */
  private void obey(String line) {
    String[] words = line.split(" ", 3);
    if (words.length < 3 || words[0].equals("=")) {
      return;
    }
    String nonce = words[1];
    switch (words[0]) {
      case "r", "R", "g", "G" -> {
        mark(nonce + " s");
        mark(nonce + " r 0 " + NOTHING + " " + NOTHING);
        mark(nonce + " o");
        mark(nonce + " e");
      }
      case "z" -> mark(nonce + " a 0");
      case "a" -> mark(nonce + " a " + (Integer.parseInt(words[2].split(" ", 2)[0]) + 1));
      default -> {}
    }
  }

  /** A typed line, without what Ctrl-U deleted; empty at the end. */
  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = typed.read(); c >= 0; c = typed.read()) {
      if (c == '\r') {
        return line.isEmpty() ? line() : line.toString();
      } else if (c == '\025') {
        line.setLength(0);
      } else {
        line.append((char) c);
      }
    }
    return "";
  }

  private void mark(String words) {
    say("\r\n~bw" + words + "~\r\n");
  }

  private void say(String text) {
    screen.print(text);
    screen.flush();
  }

  private static String md5(String text) {
    try {
      byte[] sum = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sum);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5 (java.security.MessageDigest)", e);
    }
  }
}
