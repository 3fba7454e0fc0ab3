package dev.bootwitness.record;

import java.time.Instant;
import java.util.List;
import tools.jackson.databind.ObjectWriter;

/**
 * Turns events and verdicts into bytes with the run's secrets blanked in every text.
 *
 * <p>Not thread-safe: the writer's lock guards it.
 */
final class EventEncoder {
  private final SecretMask mask;
  private final ObjectWriter writer = RecordJson.writer(this::blanked);
  private boolean altered;

  EventEncoder(SecretMask mask) {
    this.mask = mask;
  }

  /**
   * Encodes and reads back a few events of every run. The library inspects the classes of events
   * when it first meets them, which takes more time than all encoding of a short run.
   */
  static void rehearse() {
    EventEncoder encoder = new EventEncoder(SecretMask.NONE);
    List.of(
            new Event.PhaseStarted(""),
            new Event.PhaseEnded("", true, 0, ""),
            new Event.StageReached(Stage.READY, 0, ""),
            new Event.CommandRan("", 0, 0, 0, "", ""),
            new Event.CheckEnded(new CheckResult("", CheckResult.PASSED, 0, "")))
        .forEach(event -> {
          StampedEvent stamped = new StampedEvent(0, 0, Instant.EPOCH, event);
          byte[] _ = encoder.encode(stamped);
        });
  }

  /** The line of an event, with its newline. */
  byte[] encode(StampedEvent stamped) {
    altered = false;
    return RecordJson.line(writer, this::blanked, stamped);
  }

  /**
   * The event as contained in the line just encoded: what listeners may see.
   *
   * <p>Reading the line back is the only way to be sure that they hear what the record says.
   */
  StampedEvent asWritten(StampedEvent stamped, byte[] line) {
    return altered ? reread(line) : stamped;
  }

  byte[] encode(Verdict verdict) {
    return RecordJson.verdict(writer, verdict);
  }

  private static StampedEvent reread(byte[] line) {
    try {
      StampedEvent event = RecordJson.parse(line, 0, line.length).event();
      if (event != null) {
        return event;
      }
    } catch (RecordJson.MalformedLineException e) {
      throw new IllegalStateException("an event did not survive its own JSON form", e);
    }
    throw new IllegalStateException("an event of a type that the reader does not know");
  }

  private String blanked(String value) {
    String text = wellFormed(mask.text(value));
    altered |= !text.equals(value);
    return text;
  }

  /** Half a surrogate pair, left by a cut at some length, has no UTF-8 form and stops Jackson. */
  private static String wellFormed(String text) {
    for (int at = 0; at < text.length(); at++) {
      if (Character.isSurrogate(text.charAt(at))) {
        int[] points =
            text.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                .toArray();
        return new String(points, 0, points.length);
      }
    }
    return text;
  }
}
