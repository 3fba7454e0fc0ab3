package dev.bootwitness.console.cast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.fake.FakeClock;
import dev.bootwitness.console.fake.ScriptedGuest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CastFileTest {

  private static final CastHeader HEADER =
      new CastHeader(240, 60, Instant.parse("2026-11-23T09:00:00Z"), "debian-live");

  private static final String HEADER_LINE =
      "{\"version\":2,\"width\":240,\"height\":60,\"timestamp\":1795424400,"
          + "\"title\":\"debian-live\"}\n";

  @TempDir private Path folder = Path.of("");

  private final ByteArrayOutputStream file = new ByteArrayOutputStream();

  private String written() {
    return file.toString(StandardCharsets.UTF_8);
  }

  private Cast read(String text) throws IOException {
    return Cast.read(Files.writeString(folder.resolve("x.cast"), text));
  }

  private static void output(CastWriter writer, long millis, int... bytes) throws IOException {
    byte[] chunk = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      chunk[i] = (byte) bytes[i];
    }
    writer.output(Duration.ofMillis(millis).toNanos(), chunk, chunk.length);
  }

  @Test
  void theFormatIsAsciicastVersion2() throws IOException {
    try (CastWriter writer = new CastWriter(file, HEADER)) {
      output(writer, 1500, 'a', 0x1b, '[', '0', 'm', '"', '\\', '\r', '\n');
      writer.input(1_500_001_999L, "ls\r");
      writer.closed(2_000_000_000L, "gone");
    }
    assertThat(written())
        .isEqualTo(
            HEADER_LINE
                + "[1.500000,\"o\",\"a\\u001B[0m\\\"\\\\\\r\\n\"]\n"
                + "[1.500001,\"i\",\"ls\\r\"]\n"
                + "[2.000000,\"m\",\"console closed: gone\"]\n");
  }

  @Test
  void aCharacterCutInTwoIsHeldBackUntilItIsWhole() throws IOException {
    try (CastWriter writer = new CastWriter(file, HEADER)) {
      output(writer, 1, 'a', 0xe2, 0x82);
      output(writer, 2, 0xac, 'b', 0xff);
      output(writer, 3, 0xc3);
    }
    assertThat(read(written()).events())
        .containsExactly(
            new CastEvent.Output(1_000_000, "a"),
            new CastEvent.Output(2_000_000, "€b\uFFFD"),
            new CastEvent.Output(2_000_000, "\uFFFD"));
  }

  @Test
  void whatWasRecordedIsRead() throws IOException {
    FakeClock clock = new FakeClock();
    ScriptedGuest guest = new ScriptedGuest(clock);
    guest.says(Duration.ofMillis(20), "login: ").answers("eve", "eve\r\nPassword: ");
    CastRecorder recorder =
        new CastRecorder(new CastWriter(file, HEADER), clock, UnaryOperator.identity());
    Console console = guest.console(recorder);
    guest.ends(Duration.ofSeconds(3), "");
    wait(clock, 1000);
    console.send("eve\r");
    wait(clock, 2000);
    assertThat(recorder.failure()).isEmpty();
    Cast cast = read(written());
    assertThat(cast.header()).isEqualTo(HEADER);
    assertThat(cast.torn()).isFalse();
    assertThat(cast.length()).isEqualTo(Duration.ofSeconds(3));
    assertThat(cast.typed()).containsExactly("eve\r");
    assertThat(cast.events())
        .containsExactly(
            new CastEvent.Output(20_000_000, "login: "),
            new CastEvent.Input(1_000_000_000, "eve\r"),
            new CastEvent.Output(1_010_000_000, "eve\r\nPassword: "),
            new CastEvent.Closed(3_000_000_000L, ""));
  }

  /** A fake clock's await returns after the next thing happened, or at the end of the wait. */
  private static void wait(FakeClock clock, long millis) {
    Condition never = new ReentrantLock().newCondition();
    long until = clock.nanos() + Duration.ofMillis(millis).toNanos();
    while (clock.nanos() < until) {
      clock.await(never, until - clock.nanos());
    }
  }

  @Test
  void secretsNeverReachTheFile() throws IOException {
    FakeClock clock = new FakeClock();
    ScriptedGuest guest = new ScriptedGuest(clock);
    guest.answers("hunter2", "").answers("curl -u eve:t0ken", "");
    CastRecorder recorder =
        new CastRecorder(
            new CastWriter(file, HEADER), clock, typed -> typed.replace("t0ken", "********"));
    Console console = guest.console(recorder);
    console.sendSecret("hunter2");
    console.send("curl -u eve:t0ken\r");
    guest.assertFinished();
    assertThat(read(written()).typed()).containsExactly("********\r", "curl -u eve:********\r");
    assertThat(written()).doesNotContain("hunter2").doesNotContain("t0ken");
  }

  @Test
  void anEventCutOffByAKillIsLeftOut() throws IOException {
    String whole = HEADER_LINE + "[0.5,\"o\",\"a\"]\n[1.5,\"o\",\"bcd\"]\n";
    int second = whole.lastIndexOf('[');
    for (int cut = second + 1; cut < whole.length() - 1; cut++) {
      Cast cast = read(whole.substring(0, cut));
      assertThat(cast.torn()).as(whole.substring(second, cut)).isTrue();
      assertThat(cast.events()).containsExactly(new CastEvent.Output(500_000_000, "a"));
    }
    assertThat(read(whole).torn()).isFalse();
  }

  @Test
  void whatOthersWriteIsUnderstood() throws IOException {
    Cast cast =
        read(
            """
            {"version": 2, "width": 80, "height": 24, "env": {"TERM": "xterm"}}
            [1, "o", "x"]
            [1.000000001, "r", "100x50"]
            [2, "m", "here"]

            [3e0, "i", "y"]\
            """);
    assertThat(cast.events())
        .containsExactly(
            new CastEvent.Output(1_000_000_000, "x"), new CastEvent.Input(3_000_000_000L, "y"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "`` | line 1: the file is empty",
        "[] | line 1: is not a JSON object",
        "{\"version\":3} | line 1: asciicast version 3; only version 2 can be read",
        "{\"version\":2} | line 1: the header has no width and height",
        "H[1,\"o\"]~[2,\"o\",\"x\"] | line 2: after its code an event has a text",
        "H[-1,\"o\",\"\"]~[2,\"o\",\"x\"] | line 2: no time of an event: -1",
        "H[1e999999999,\"o\",\"\"]~[2,\"o\",\"x\"] | line 2: no time of an event: 1E+999999999",
        "H[1,\"o\",\"x\"]~nonsense~[1,\"o\",\"x\"] | line 3: a broken event"
      })
  void whatIsNoCastIsRefusedWithItsLine(String text, String message) {
    String whole = text.replace("H", HEADER_LINE).replace('~', '\n');
    assertThatThrownBy(() -> read(whole))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("x.cast: " + message);
  }

  @Test
  void aFullDiskStopsTheRecordingAndNotTheConsole() throws IOException {
    OutputStream full =
        new OutputStream() {
          private int lines;

          @Override
          public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
          }

          @Override
          public void write(byte[] bytes, int offset, int length) throws IOException {
            if (lines++ > 0) {
              throw new IOException("No space left on device");
            }
          }
        };
    CastRecorder recorder =
        new CastRecorder(new CastWriter(full, HEADER), new FakeClock(), UnaryOperator.identity());
    recorder.received(new byte[] {'x'}, 1, 0);
    recorder.received(new byte[] {'y'}, 1, 1);
    assertThat(recorder.failure())
        .hasValueSatisfying(e -> assertThat(e).hasMessageContaining("space"));
  }
}
