package dev.bootwitness.engine.spec;

/**
 * What a run keeps in addition to its record.
 *
 * @param memoryDump when the guest's memory is written to a file
 */
public record EvidenceSpec(MemoryDump memoryDump) {

  /** The default when the spec says nothing. */
  public static final EvidenceSpec DEFAULT = new EvidenceSpec(MemoryDump.NEVER);

  /**
   * When the guest's memory is dumped. The dump is large and contains everything the guest knows.
   */
  public enum MemoryDump {
    NEVER,
    FAILURE
  }
}
