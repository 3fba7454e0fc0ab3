package dev.bootwitness.engine.spec;

/**
 * What a run keeps in addition to its record.
 *
 * @param memoryDump when the guest's memory is written to a file
 * @param diskBytes how large the files may be together that hold the disks of a failed run; 0 for
 *     none
 */
public record EvidenceSpec(MemoryDump memoryDump, long diskBytes) {

  /** The default when the spec says nothing. */
  public static final EvidenceSpec DEFAULT = new EvidenceSpec(MemoryDump.NEVER, 0);

  /**
   * When the guest's memory is dumped. The dump is large and contains everything the guest knows.
   */
  public enum MemoryDump {
    NEVER,
    FAILURE
  }
}
