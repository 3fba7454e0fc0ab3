package dev.bootwitness.engine.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.ConsoleClock;
import dev.bootwitness.console.ConsoleListener;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.channel.PtyConsoleChannel;
import dev.bootwitness.console.channel.PtySize;
import dev.bootwitness.console.channel.SocketConsoleChannel;
import dev.bootwitness.console.expect.ExpectResult;
import dev.bootwitness.console.expect.Expectation;
import dev.bootwitness.console.expect.TextPattern;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.RecordReader;
import dev.bootwitness.record.RecordWriter;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.record.SecretMask;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a real shell as the guest, and people on the real socket. */
class AttachPointTest {

  @TempDir private Path project = Path.of("");

  private static PtyConsoleChannel guest() throws IOException {
    ProcessBuilder cat = new ProcessBuilder("sh", "-c", "stty -echo; echo ready; exec cat");
    return PtyConsoleChannel.start(cat, PtySize.VT100);
  }

  private RecordWriter record() throws IOException {
    return RecordWriter.open(RunDirectory.create(project, "run", Instant.EPOCH), SecretMask.NONE);
  }

  private static void see(Console console, String text) {
    assertThat(
            console.expect(
                Expectation.of(text, TextPattern.literal(text)),
                Deadline.in(Duration.ofSeconds(60), ConsoleClock.SYSTEM)))
        .isInstanceOf(ExpectResult.Matched.class);
  }

  @Test
  void peopleComeByTheRecordsLinkAndTheLinkGoesWithTheConsole() throws IOException {
    try (RecordWriter record = record()) {
      Path link = record.directory().attachSocket();
      Path socket;
      try (Console console = AttachPoint.console(record, guest(), ConsoleListener.NONE)) {
        console.start();
        see(console, "ready");
        socket = link.toRealPath();
        assertThat(socket.toString().getBytes(UTF_8)).hasSizeLessThan(108);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
            .isEqualTo("rw-------");
        try (Console person = person(socket);
            Console other = person(socket)) {
          see(person, "ready");
          see(other, "ready");
          person.send("from a person\r");
          see(person, "from a person");
          see(other, "from a person");
          see(console, "from a person");
          // End of file, which ends cat, and so the console.
          console.send("\004");
          seeEnd(person);
          seeEnd(other);
        }
        seeEnd(console);
      }
      assertThat(Files.exists(link, LinkOption.NOFOLLOW_LINKS)).isFalse();
      assertThat(socket.getParent()).doesNotExist();
      assertThatThrownBy(() -> SocketChannel.open(UnixDomainSocketAddress.of(socket)))
          .isInstanceOf(IOException.class);
    }
  }

  private static void seeEnd(Console ended) {
    assertThat(
            ended.expect(
                Expectation.of("the end", TextPattern.literal("not printed")),
                Deadline.in(Duration.ofSeconds(60), ConsoleClock.SYSTEM)))
        .isInstanceOf(ExpectResult.EndOfStream.class);
  }

  private static Console person(Path socket) throws IOException {
    SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    return new Console(new SocketConsoleChannel(channel), ConsoleClock.SYSTEM, ConsoleListener.NONE)
        .start();
  }

  @Test
  void aRunThatNobodyCanAttachToGoesOnAndSaysSo() throws IOException {
    try (RecordWriter record = record()) {
      // The link's place is taken.
      Files.createFile(record.directory().attachSocket());
      try (Console console = AttachPoint.console(record, guest(), ConsoleListener.NONE)) {
        console.start();
        see(console, "ready");
      }
      assertThat(RecordReader.all(record.directory()))
          .singleElement()
          .extracting(stamped -> stamped.event())
          .isInstanceOfSatisfying(
              Event.ToolOutput.class,
              said ->
                  assertThat(said.line()).startsWith("attaching to this run is not possible: "));
    }
  }
}
