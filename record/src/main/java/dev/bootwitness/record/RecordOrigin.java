package dev.bootwitness.record;

/**
 * Which version of this program wrote a record, according to the record's first event.
 *
 * @param format of {@code events.jsonl}; 0 when it is unknown or predates the number
 * @param bootwitness the program's version; may be empty
 */
public record RecordOrigin(int format, String bootwitness) {
  static final RecordOrigin UNKNOWN = new RecordOrigin(0, "");

  /** Whether something in the record may have a meaning that this version does not know. */
  public boolean isNewer() {
    return format > Event.FORMAT;
  }

  /** What a reader of a newer record must know, in one sentence. */
  public String sentence() {
    return "a newer Bootwitness%s wrote this record in format %d, and this version reads up to %d: what this version says about it may be incomplete or wrong; read it with that version"
        .formatted(bootwitness.isBlank() ? "" : " (" + bootwitness + ")", format, Event.FORMAT);
  }
}
