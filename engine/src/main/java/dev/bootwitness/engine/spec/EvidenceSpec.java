package dev.bootwitness.engine.spec;

/**
 * What a run keeps beside its record.
 *
 * @param memoryDump when the guest's memory is written to a file
 */
public record EvidenceSpec(MemoryDump memoryDump) {

  /** What a spec that says nothing gets. */
  public static final EvidenceSpec DEFAULT = new EvidenceSpec(MemoryDump.NEVER);

  /** When the guest's memory is dumped. It is large, and holds whatever the guest knows. */
  public enum MemoryDump {
    NEVER,
    FAILURE
  }
}
