package dev.bootwitness.record;

/**
 * Which version of this program wrote a record, as its first event says.
 *
 * @param format of {@code events.jsonl}; 0 when it is not known, or from before it was counted
 * @param bootwitness the program's version; may be empty
 */
public record RecordOrigin(int format, String bootwitness) {
  static final RecordOrigin UNKNOWN = new RecordOrigin(0, "");

  /** Whether something in the record may mean what this version cannot know. */
  public boolean isNewer() {
    return format > Event.FORMAT;
  }

  /** What a reader of a newer record must know, one sentence. */
  public String sentence() {
    return "a newer Bootwitness%s wrote this record in format %d, and this version reads up to %d: what is told of it may be incomplete or wrong; read it by that version"
        .formatted(bootwitness.isBlank() ? "" : " (" + bootwitness + ")", format, Event.FORMAT);
  }
}
