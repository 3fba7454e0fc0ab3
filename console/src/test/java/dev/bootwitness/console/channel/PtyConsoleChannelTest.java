package dev.bootwitness.console.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real programs on a real pseudo-terminal; an unsuccessful wait must not hang a build. */
@Timeout(60)
class PtyConsoleChannelTest {

  private static final PtySize SIZE = new PtySize(133, 47);

  private static PtyConsoleChannel sh(String script) throws IOException {
    return PtyConsoleChannel.start(new ProcessBuilder("sh", "-c", script), SIZE);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static String untilEnd(ConsoleChannel channel) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] buffer = new byte[1000];
    for (int n = channel.read(buffer); n >= 0; n = channel.read(buffer)) {
      all.write(buffer, 0, n);
    }
    return text(all);
  }

  private static String until(ConsoleChannel channel, String wanted) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] buffer = new byte[1];
    while (!text(all).endsWith(wanted)) {
      assertThat(channel.read(buffer)).as("the end came after " + text(all)).isEqualTo(1);
      all.write(buffer[0]);
    }
    return text(all);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void aProgramSeesATerminalOfItsOwnAndItsSize() throws IOException {
    try (PtyConsoleChannel channel = sh("test -t 0 && test -t 1 && test -t 2 && stty size")) {
      assertThat(untilEnd(channel)).isEqualTo("47 133\r\n");
      assertThat(channel.exitStatus().join()).isZero();
    }
  }

  @Test
  void theTerminalControlsTheProgramsSession() throws IOException {
    try (PtyConsoleChannel channel = sh("cut -d' ' -f6 /proc/$$/stat; echo by tty > /dev/tty")) {
      assertThat(untilEnd(channel)).isEqualTo(channel.pid() + "\r\nby tty\r\n");
    }
  }

  /** Tests started in the background ignore SIGINT, and programs inherit that. */
  @Test
  void controlCInterruptsTheProgram() throws IOException {
    try (PtyConsoleChannel channel = sh("echo ready; exec env --default-signal=INT cat")) {
      until(channel, "ready\r\n");
      channel.write(new byte[] {3});
      assertThat(channel.exitStatus().join()).isEqualTo(128 + 2);
      assertThat(untilEnd(channel)).isEqualTo("^C");
    }
  }

  @Test
  void aNewSizeIsToldToTheProgram() throws IOException {
    try (PtyConsoleChannel channel =
        sh("trap 'stty size; exit 0' WINCH; echo ready; sleep 1000 & wait; wait")) {
      until(channel, "ready\r\n");
      channel.resize(new PtySize(100, 30));
      assertThat(until(channel, "100\r\n")).isEqualTo("30 100\r\n");
    }
  }

  @Test
  void everyByteGoesThroughARawTerminalUnchanged() throws IOException {
    byte[] every = new byte[256];
    for (int i = 0; i < every.length; i++) {
      every[i] = (byte) i;
    }
    try (PtyConsoleChannel channel = sh("stty raw -echo; echo ready; exec head -c 256")) {
      until(channel, "ready\n");
      channel.write(every);
      ByteArrayOutputStream back = new ByteArrayOutputStream();
      byte[] buffer = new byte[7];
      for (int n = channel.read(buffer); n >= 0; n = channel.read(buffer)) {
        back.write(buffer, 0, n);
      }
      assertThat(back.toByteArray()).isEqualTo(every);
    }
  }

  @Test
  void allThatAProgramPrintedComesBeforeTheEnd() throws IOException {
    try (PtyConsoleChannel channel = sh("seq 1 100000")) {
      String all = untilEnd(channel);
      assertThat(all).hasSize(688_895).endsWith("99999\r\n100000\r\n");
      assertThat(channel.read(new byte[1])).isEqualTo(-1);
    }
  }

  @Test
  void moreThanTheTerminalsQueueCanBeTypedToAProgramThatReads() throws IOException {
    try (PtyConsoleChannel channel = sh("stty raw -echo; echo ready; head -c 300000 | cksum")) {
      until(channel, "ready\n");
      channel.write(new byte[300_000]);
      assertThat(untilEnd(channel).strip()).endsWith(" 300000");
    }
  }

  @Test
  void aCommandThatIsNotThereIsToldOnTheTerminal() throws IOException {
    try (PtyConsoleChannel channel =
        PtyConsoleChannel.start(new ProcessBuilder("no-such-program"), SIZE)) {
      assertThat(untilEnd(channel)).contains("no-such-program").contains("not found");
      assertThat(channel.exitStatus().join()).isEqualTo(127);
    }
  }

  @Test
  void closingKillsTheProgramAndItsChildren() throws IOException {
    PtyConsoleChannel channel = sh("trap '' HUP; sleep 1000 & echo $!.; wait");
    long child = Long.parseLong(until(channel, ".\r\n").replace(".\r\n", ""));
    ProcessHandle handle = ProcessHandle.of(child).orElseThrow();
    channel.close();
    assertThat(channel.exitStatus().join()).isEqualTo(128 + 9);
    assertThat(handle.onExit().join()).isEqualTo(handle);
  }

  @Test
  void closingEndsAReadThatWaits() throws Exception {
    PtyConsoleChannel channel = sh("exec sleep 1000");
    FutureTask<Integer> read = new FutureTask<>(() -> channel.read(new byte[1]));
    Thread reader = Thread.ofVirtual().start(read);
    while (reader.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    channel.close();
    assertThat(read.get()).isEqualTo(-1);
  }

  @Test
  void typingAfterTheEndFails() throws IOException {
    try (PtyConsoleChannel channel = sh("exit 0")) {
      untilEnd(channel);
      assertThatThrownBy(() -> channel.write(ascii("x"))).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aSizeThatNoTerminalHasIsRefused() {
    assertThatThrownBy(() -> new PtySize(0, 24))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a terminal of 0 columns and 24 rows; allowed: 1 to 65535 each");
  }
}
