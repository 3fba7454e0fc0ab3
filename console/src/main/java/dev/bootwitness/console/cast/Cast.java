package dev.bootwitness.console.cast;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A recorded console session.
 *
 * @param events in order of time
 * @param torn whether the last line of the file was cut off, as after a kill; that line is omitted
 */
public record Cast(CastHeader header, List<CastEvent> events, boolean torn) {

  private static final int COLUMNS = 80;
  private static final int ROWS = 24;

  public Cast {
    events = List.copyOf(events);
  }

  /**
   * Reads a {@code .cast} file.
   *
   * @throws IOException when it cannot be read or is not an asciicast of version 2; says which line
   */
  public static Cast read(Path file) throws IOException {
    try (CastReader reader = new CastReader(Files.newInputStream(file))) {
      return reader.read();
    } catch (CastFormatException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * A session made from a raw log: all of it is output at time zero, since a log has no times.
   *
   * @param raw bytes received, as in {@code serial.raw}
   */
  public static Cast ofRawLog(byte[] raw) {
    TextChunks text = new TextChunks();
    String all = text.next(raw, 0, raw.length) + text.end();
    List<CastEvent> events = all.isEmpty() ? List.of() : List.of(new CastEvent.Output(0, all));
    return new Cast(new CastHeader(COLUMNS, ROWS, Instant.EPOCH, ""), events, false);
  }

  /** What was typed, in order: one string for each write. */
  public List<String> typed() {
    return events.stream()
        .filter(CastEvent.Input.class::isInstance)
        .map(event -> ((CastEvent.Input) event).text())
        .toList();
  }

  /** From the beginning to the last event. */
  public Duration length() {
    return events.isEmpty() ? Duration.ZERO : Duration.ofNanos(events.getLast().nanos());
  }
}
