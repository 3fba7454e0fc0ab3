package dev.bootwitness.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.ConsoleClock;
import dev.bootwitness.console.ConsoleListener;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.channel.PtyConsoleChannel;
import dev.bootwitness.console.channel.PtySize;
import dev.bootwitness.console.expect.ExpectResult;
import dev.bootwitness.console.expect.Expectation;
import dev.bootwitness.console.expect.TextPattern;
import dev.bootwitness.gallery.StoppedGuests;
import dev.bootwitness.record.CheckResult;
import dev.bootwitness.record.Event;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A person enters the machine of a failed run, on a pseudo-terminal. */
@Timeout(180)
class ShellIT {

  private static final String LEAVE = "\u001dq";

  @TempDir Path folder;

  private static Console shell(Path run, String... options) throws IOException {
    ProcessBuilder program =
        new ProcessBuilder(Cli.of("shell", run.toString()).and(options).command());
    program.environment().put("TERM", "xterm-256color");
    PtyConsoleChannel terminal = PtyConsoleChannel.start(program, new PtySize(100, 30));
    return new Console(terminal, ConsoleClock.SYSTEM, ConsoleListener.NONE).start();
  }

  private static void see(Console screen, String text) {
    ExpectResult result =
        screen.expect(
            Expectation.of(text, TextPattern.literal(text)),
            Deadline.in(Duration.ofSeconds(90), ConsoleClock.SYSTEM));
    assertThat(result).as(result.toString()).isInstanceOf(ExpectResult.Matched.class);
  }

  private static String kept(Cli.Ended ended) throws IOException {
    return ended.events().stream()
        .filter(Event.PhaseEnded.class::isInstance)
        .map(Event.PhaseEnded.class::cast)
        .filter(phase -> phase.phase().equals("keep"))
        .map(Event.PhaseEnded::summary)
        .findFirst()
        .orElse("");
  }

  /**
   * The second run is itself a clone: its memory is in no file that the kept machine could share.
   */
  @Test
  void whatAFailedRunLeftIsThereWithMemoryAndDisks() throws Exception {
    SparkSpec failing =
        SparkSpec.GOOD
            .withBoot("15s, checkpoint: auto")
            .with(
                """
                machine: {memory: 256MiB, cpus: 1, disks: [16MiB]}
                keep: failure
                checks:
                  - run: echo in-memory > /tmp/mark; echo on-disk | dd of=/dev/vda conv=fsync 2>/dev/null
                  - run: 'false'
                """);
    for (int run = 0; run < 2; run++) {
      Cli.Ended ended = failing.run(folder).run();
      assertThat(ended.exit()).as(ended.output()).isEqualTo(1);
      assertThat(ended.cause()).isEqualTo("check/failed");
      assertThat(kept(ended)).contains("enter it with: bootwitness shell");

      // Twice, since what is done there changes a copy.
      for (int visit = 0; visit < 2; visit++) {
        try (Console screen = shell(ended.record().path())) {
          see(screen, "what you do here changes a copy");
          see(screen, "# ");
          screen.send("cat /tmp/mark; head -c 7 /dev/vda; echo; stty size; rm /tmp/mark\r");
          see(screen, "in-memory");
          see(screen, "on-disk");
          see(screen, "30 100");
          screen.send(LEAVE);
          see(screen, "You left the copy, and it is thrown away.");
        }
      }
    }
  }

  @Test
  void aRunThatNeverGotAShellIsEnteredWhereItStands() throws Exception {
    Cli.Ended ended =
        SparkSpec.GOOD.withLogin("{user: spark, password: wrong}").run(folder, "--keep").run();
    assertThat(ended.cause()).isEqualTo("login/rejected");

    try (Console screen = shell(ended.record().path(), "--screen")) {
      see(screen, "Its screen: a VNC client on the Unix socket /");
      see(screen, "Its last lines were:");
      see(screen, "Login incorrect");
      see(screen, "spark login:");
      screen.send("\r");
      see(screen, "spark login:");
      screen.send("spark\r");
      see(screen, "Password:");
      screen.send("spark\r");
      see(screen, "spark@spark:~$");
      screen.send(LEAVE);
      see(screen, "thrown away.");
    }
  }

  @Test
  void aRunWhoseMachineWasNotKeptSaysHowToKeepIt() throws Exception {
    Cli.Ended ended = SparkSpec.GOOD.withLogin("{user: spark, password: wrong}").run(folder).run();

    try (Console screen = shell(ended.record().path())) {
      see(screen, "was not kept. Run its spec again with --keep, or write `keep: failure` in it.");
    }
  }

  /** The prompt is not printed again; it is among the last lines. */
  @Test
  void aGuestInEmergencyModeIsEnteredThere() throws Exception {
    Path spec = StoppedGuests.emergency(folder);
    Cli.Ended ended =
        Cli.of("run", spec.toString(), "--project", folder.toString(), "--plain").run();
    assertThat(ended.exit()).as(ended.output()).isEqualTo(1);
    assertThat(kept(ended)).as(ended.output()).contains("enter it with: bootwitness shell");

    try (Console screen = shell(ended.record().path())) {
      see(screen, "Its last lines were:");
      see(screen, "(or press Control-D to continue):");
      screen.send("root\r");
      see(screen, "# ");
      screen.send("cat /etc/fstab; systemctl is-system-running\r");
      see(screen, "/dev/disk/by-label/DATA /data ext4");
      see(screen, "maintenance");
      screen.send(LEAVE);
      see(screen, "thrown away.");
    }
  }

  @Test
  void aBootLoaderAtItsPromptIsEnteredThere() throws Exception {
    Path spec = StoppedGuests.grub(folder);
    Cli.Ended ended =
        Cli.of("run", spec.toString(), "--project", folder.toString(), "--plain").run();
    assertThat(ended.cause()).as(ended.output()).isEqualTo("loader/rescue-shell");

    try (Console screen = shell(ended.record().path())) {
      see(screen, "Its last lines were:");
      screen.send("set answer=from-grub\rset\r");
      see(screen, "answer=from-grub\n");
      screen.send(LEAVE);
      see(screen, "thrown away.");
    }
  }

  /** The handshake and one picture of RFC 6143, which is what every VNC client begins with. */
  @Test
  void aVncClientSeesTheScreen() throws Exception {
    Cli.Ended ended =
        SparkSpec.GOOD.withLogin("{user: spark, password: wrong}").run(folder, "--keep").run();
    try (Console screen = shell(ended.record().path(), "--screen")) {
      see(screen, "/vnc");
      Matcher socket =
          Pattern.compile("Unix socket (/\\S+/vnc)")
              .matcher(String.join("\n", screen.lastLines(30)));
      assertThat(socket.find()).isTrue();
      Picture picture = Picture.of(Path.of(socket.group(1)));

      assertThat(picture.width()).isGreaterThanOrEqualTo(640);
      assertThat(picture.height()).isGreaterThanOrEqualTo(350);
      // The firmware has written there.
      assertThat(picture.lit()).isBetween(1, picture.width() * picture.height() / 2);
      screen.send(LEAVE);
      see(screen, "thrown away.");
    }
  }

  /**
   * What a VNC server sends of its screen.
   *
   * @param lit how many of its pixels are not black
   */
  private record Picture(int width, int height, int lit) {

    static Picture of(Path socket) throws IOException {
      try (SocketChannel server = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
        DataInputStream in = new DataInputStream(Channels.newInputStream(server));
        DataOutputStream out = new DataOutputStream(Channels.newOutputStream(server));
        byte[] version = in.readNBytes(12);
        assertThat(new String(version, US_ASCII)).isEqualTo("RFB 003.008\n");
        out.write(version);
        byte[] security = in.readNBytes(in.readUnsignedByte());
        assertThat(security).contains((byte) 1); // None: only its owner reaches the socket.
        out.writeByte(1);
        assertThat(in.readInt()).isZero();
        out.writeByte(1); // ClientInit: shared
        int width = in.readUnsignedShort();
        int height = in.readUnsignedShort();
        int bytesPerPixel = in.readNBytes(16)[0] / 8;
        in.skipNBytes(in.readInt());
        out.write(new byte[] {2, 0, 0, 1, 0, 0, 0, 0}); // SetEncodings: raw
        out.write(new byte[] {3, 0, 0, 0, 0, 0});
        out.writeShort(width);
        out.writeShort(height);
        byte[] pixels = new byte[width * height * bytesPerPixel];
        assertThat(in.readUnsignedByte()).isZero(); // FramebufferUpdate
        in.skipNBytes(1);
        for (int left = in.readUnsignedShort(); left > 0; left--) {
          int x = in.readUnsignedShort();
          int y = in.readUnsignedShort();
          int w = in.readUnsignedShort();
          int h = in.readUnsignedShort();
          assertThat(in.readInt()).isZero();
          for (int row = y; row < y + h; row++) {
            in.readFully(pixels, (row * width + x) * bytesPerPixel, w * bytesPerPixel);
          }
        }
        return new Picture(width, height, lit(pixels, bytesPerPixel));
      }
    }

    /** The fourth byte of a pixel is none of its colours. */
    private static int lit(byte[] pixels, int bytesPerPixel) {
      int lit = 0;
      for (int i = 0; i + 2 < pixels.length; i += bytesPerPixel) {
        lit += pixels[i] != 0 || pixels[i + 1] != 0 || pixels[i + 2] != 0 ? 1 : 0;
      }
      return lit;
    }
  }

  /** swtpm's state belongs to what is frozen: the clone's registers hold what was measured. */
  @Test
  void aMachineWithATpmIsKeptAndEnteredWithWhatWasMeasured() throws Exception {
    Cli.Ended ended =
        SparkSpec.GOOD
            .with(
                """
                machine: {memory: 256MiB, cpus: 1, tpm: true}
                keep: failure
                checks:
                  - name: measured by the firmware
                    run: "! grep '^0*$' /sys/class/tpm/tpm0/pcr-sha256/0"
                  - run: 'false'
                """)
            .run(folder)
            .run();
    assertThat(ended.verdict().checks())
        .as(ended.output())
        .extracting(CheckResult::outcome)
        .containsExactly(CheckResult.PASSED, CheckResult.FAILED);
    assertThat(kept(ended)).as(ended.output()).contains("enter it with: bootwitness shell");

    try (Console screen = shell(ended.record().path())) {
      see(screen, "# ");
      screen.send(
          "grep -c '^0*$' /sys/class/tpm/tpm0/pcr-sha256/0; cat /sys/class/tpm/tpm0/tpm_version_major\r");
      see(screen, "0\n2\n");
      screen.send(LEAVE);
      see(screen, "thrown away.");
    }
  }
}
