package dev.bootwitness.engine.console;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.ConsoleClock;
import dev.bootwitness.console.ConsoleListener;
import dev.bootwitness.console.cast.CastHeader;
import dev.bootwitness.console.cast.CastWriter;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.FileTrouble;
import dev.bootwitness.record.RecordWriter;
import dev.bootwitness.record.SecretMask;
import dev.bootwitness.record.StreamMask;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * Keeps a run's console as {@code serial.cast}: both directions with their times, from power-on.
 *
 * <p>Secrets are blanked before the bytes are passed to the {@link CastWriter}, by the same kind of
 * mask that guards {@code serial.raw}, so the file never contains them: a tail of output that may
 * be the beginning of a secret is written with the output after it. Each event is one write(2), so
 * it survives the death of this process. A cast that cannot be written, or has become too long,
 * ends with a note in the record, and the console continues.
 *
 * <p>{@code received} and {@code closed} come from the console's reader, {@code sent} from any
 * thread.
 */
public final class SerialCast implements ConsoleListener, AutoCloseable {

  /**
   * How much of the console is kept with its times; {@code serial.raw} has all of it. A boot with
   * its checks is well under one MiB; a flood is not worth watching.
   */
  public static final long MOST_BYTES = 32L << 20;

  /** The approximate size of an event's time and brackets in the file. */
  private static final int EVENT_BYTES = 20;

  private final RecordWriter record;
  private final SecretMask mask;
  private StreamMask received;
  private final CastWriter writer;
  private final ConsoleClock clock;
  private final long began;
  private long bytes;
  private long room;
  private volatile boolean over;
  private volatile String ending = "";

  private SerialCast(
      RecordWriter record, SecretMask mask, CastWriter writer, ConsoleClock clock, long most) {
    this.record = record;
    this.mask = mask;
    this.received = mask.stream();
    this.writer = writer;
    this.clock = clock;
    this.room = most;
    this.began = clock.nanos();
  }

  /**
   * Starts a cast; if its file cannot be created, there is none, and the record says so.
   *
   * @param title the run's name
   * @param most bytes that are kept of what is received, with the size of its events
   */
  public static Optional<SerialCast> open(
      RecordWriter record, SecretMask mask, String title, ConsoleClock clock, long most) {
    CastHeader header =
        new CastHeader(Console.COLUMNS, Console.ROWS, Instant.now(), mask.text(title));
    try {
      OutputStream file = record.growing(record.directory().serialCast());
      return Optional.of(new SerialCast(record, mask, new CastWriter(file, header), clock, most));
    } catch (IOException e) {
      record.append(ended("could not be made: " + FileTrouble.of(e)));
      return Optional.empty();
    }
  }

  /** Ends the cast; its last console has ended. */
  @Override
  public void close() {
    if (!over) {
      write(() -> writer.closed(elapsed(), mask.text(ending)));
      over = true;
      write(writer::close);
    }
  }

  @Override
  public void received(byte[] data, int length, long offset) {
    if (over) {
      return;
    }
    byte[] masked = received.mask(data, 0, length);
    write(() -> writer.output(elapsed(), masked, masked.length));
    bytes += length;
    // A guest that prints byte by byte creates an event for each.
    room -= length + EVENT_BYTES;
    if (room < 0) {
      String why = "ends after %d bytes received; serial.raw has all".formatted(bytes);
      write(() -> writer.marker(elapsed(), "the recording " + why));
      end(why);
    }
  }

  @Override
  public void sent(byte[] data) {
    if (!over) {
      String typed = mask.typed(new String(data, StandardCharsets.UTF_8));
      write(() -> writer.input(elapsed(), typed));
    }
  }

  @Override
  public void closed(String reason) {
    if (!over) {
      byte[] rest = received.end();
      write(() -> writer.output(elapsed(), rest, rest.length));
      received = mask.stream();
      ending = reason;
    }
  }

  private long elapsed() {
    return clock.nanos() - began;
  }

  private interface Writing {
    void run() throws IOException;
  }

  private void write(Writing writing) {
    try {
      writing.run();
    } catch (IOException e) {
      end("ends here: " + FileTrouble.of(e));
    }
  }

  private void end(String why) {
    if (!over) {
      over = true;
      record.append(ended(why));
      write(writer::close);
    }
  }

  private static Event ended(String why) {
    return new Event.ToolOutput("serial.cast", "serial.cast " + why);
  }
}
