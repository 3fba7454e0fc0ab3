package dev.bootwitness.engine.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.console.ConsoleListener;
import dev.bootwitness.console.cast.Cast;
import dev.bootwitness.console.cast.CastEvent;
import dev.bootwitness.console.fake.FakeClock;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.RecordReader;
import dev.bootwitness.record.RecordWriter;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.record.SecretMask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SerialCastTest {

  private static final SecretMask MASK = SecretMask.of(List.of("hunter2"), List.of("spark"));
  private static final long MUCH = 1 << 20;

  @TempDir private Path project = Path.of("");

  private final FakeClock clock = new FakeClock();

  /** Waits without a match, so that time passes. */
  private void pass(Duration time) {
    ReentrantLock lock = new ReentrantLock();
    lock.lock();
    try {
      clock.await(lock.newCondition(), time.toNanos());
    } finally {
      lock.unlock();
    }
  }

  private RecordWriter record() throws IOException {
    return RecordWriter.open(RunDirectory.create(project, "cast", Instant.EPOCH), MASK);
  }

  private SerialCast cast(RecordWriter record, long most) {
    return SerialCast.open(record, MASK, "a run", clock, most).orElseThrow();
  }

  private static void receive(ConsoleListener cast, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    cast.received(bytes, bytes.length, 0);
  }

  private static CastEvent output(long millis, String text) {
    return new CastEvent.Output(millis * 1_000_000, text);
  }

  @Test
  void bothDirectionsAreKeptWithTheirTimesFromPowerOn() throws IOException {
    pass(Duration.ofSeconds(90));
    try (RecordWriter record = record()) {
      SerialCast cast = cast(record, MUCH);
      pass(Duration.ofMillis(1500));
      receive(cast, "guest login: ");
      pass(Duration.ofMillis(500));
      cast.sent("eve\r".getBytes(UTF_8));
      cast.closed("QEMU is gone");
      cast.close();
      Cast kept = Cast.read(record.directory().serialCast());
      assertThat(kept.header().title()).isEqualTo("a run");
      assertThat(kept.header().columns()).isEqualTo(240);
      assertThat(kept.events())
          .containsExactly(
              output(1500, "guest login: "),
              new CastEvent.Input(2_000_000_000, "eve\r"),
              new CastEvent.Closed(2_000_000_000, "QEMU is gone"));
    }
  }

  /** As a kill leaves it: nothing was closed. */
  @Test
  void anEventIsInTheFileWhenItWasHeard() throws IOException {
    try (RecordWriter record = record()) {
      SerialCast cast = cast(record, MUCH);
      receive(cast, "one");
      assertThat(Cast.read(record.directory().serialCast()).events())
          .containsExactly(output(0, "one"));
      cast.sent("two".getBytes(UTF_8));
      assertThat(Cast.read(record.directory().serialCast()).typed()).containsExactly("two");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 100})
  void aSecretIsNeverInTheFileWhateverTheChunks(int chunk) throws IOException {
    try (RecordWriter record = record()) {
      SerialCast cast = cast(record, MUCH);
      String all = "login: spark\r\nhunter2 hunting hunter2\r\n";
      for (int at = 0; at < all.length(); at += chunk) {
        receive(cast, all.substring(at, Math.min(all.length(), at + chunk)));
        assertThat(Files.readString(record.directory().serialCast())).doesNotContain("hunter");
        pass(Duration.ofMillis(1));
      }
      cast.sent("spark hunter2\r".getBytes(UTF_8));
      cast.closed("hunter2 went");
      cast.close();
      Cast kept = Cast.read(record.directory().serialCast());
      StringBuilder shown = new StringBuilder();
      for (CastEvent event : kept.events()) {
        shown.append(event instanceof CastEvent.Output out ? out.text() : "");
      }
      assertThat(shown.toString()).isEqualTo("login: spark\r\n******* hunting *******\r\n");
      assertThat(kept.typed()).containsExactly("******** ********\r");
      assertThat(kept.events().getLast())
          .isInstanceOfSatisfying(
              CastEvent.Closed.class, end -> assertThat(end.reason()).isEqualTo("******* went"));
    }
  }

  @Test
  void aFloodEndsTheRecordingAndTheRecordSaysSo() throws IOException {
    try (RecordWriter record = record()) {
      SerialCast cast = cast(record, 50);
      receive(cast, "0123456789");
      receive(cast, "x");
      long size = Files.size(record.directory().serialCast());
      receive(cast, "more");
      cast.sent("more".getBytes(UTF_8));
      cast.closed("");
      cast.close();
      assertThat(record.directory().serialCast()).hasSize(size).content().contains("serial.raw");
      assertThat(Cast.read(record.directory().serialCast()).events())
          .containsExactly(output(0, "0123456789"), output(0, "x"));
      assertThat(events(record))
          .containsExactly(
              new Event.ToolOutput(
                  "serial.cast", "serial.cast ends after 11 bytes received; serial.raw has all"));
    }
  }

  @Test
  void aFileThatCannotBeMadeIsToldAndTheConsoleGoesOn() throws IOException {
    try (RecordWriter record = record()) {
      Files.createDirectory(record.directory().serialCast());
      assertThat(SerialCast.open(record, MASK, "a run", clock, MUCH)).isEmpty();
      assertThat(events(record))
          .singleElement()
          .isInstanceOfSatisfying(
              Event.ToolOutput.class,
              said -> assertThat(said.line()).startsWith("serial.cast could not be made: "));
    }
  }

  private static List<Event> events(RecordWriter record) throws IOException {
    return RecordReader.all(record.directory()).stream().map(stamped -> stamped.event()).toList();
  }
}
