package dev.bootwitness.record;

import java.time.Instant;
import java.util.List;

/**
 * Turns events and verdicts into bytes with the run's secrets blanked in every text.
 *
 * <p>Not thread-safe: the writer's lock guards it.
 */
final class EventEncoder {
  private final SecretMask mask;
  private boolean altered;

  EventEncoder(SecretMask mask) {
    this.mask = mask;
  }

  /**
   * Writes and reads an event, so that the classes for it are there when a run begins; reading
   * inspects the class of the event, which takes longer than to read it.
   */
  static void rehearse() {
    Event restored = new Event.Restored("", "", "", 0, "", List.of(), List.of());
    StampedEvent stamped = new StampedEvent(0, 0, Instant.EPOCH, restored);
    EventEncoder encoder = new EventEncoder(SecretMask.NONE);
    StampedEvent _ = reread(encoder.encode(stamped));
  }

  /** The line of an event, with its newline. */
  byte[] encode(StampedEvent stamped) {
    altered = false;
    return JsonText.line(this::blanked, stamped);
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
    return JsonText.verdict(this::blanked, verdict);
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
