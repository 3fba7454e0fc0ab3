package dev.bootwitness.record;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An event by itself as a line of text, for code that must keep one outside a record. */
public final class EventText {

  private EventText() {}

  /** The event as JSON, on one line. */
  public static String write(Event event) {
    StampedEvent stamped = new StampedEvent(0, 0, Instant.EPOCH, event);
    byte[] line = new EventEncoder(SecretMask.of(List.of(), List.of())).encode(stamped);
    return new String(line, StandardCharsets.UTF_8).strip();
  }

  /**
   * Reads what {@link #write} wrote; empty when the text is something else, or of an unknown type.
   */
  public static Optional<Event> read(String text) {
    byte[] line = text.getBytes(StandardCharsets.UTF_8);
    try {
      @Nullable StampedEvent event = RecordJson.parse(line, 0, line.length).event();
      return Optional.ofNullable(event).map(StampedEvent::event);
    } catch (RecordJson.MalformedLineException e) {
      return Optional.empty();
    }
  }
}
