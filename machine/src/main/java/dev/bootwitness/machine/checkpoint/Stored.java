package dev.bootwitness.machine.checkpoint;

import java.time.Instant;
import java.util.Optional;

/**
 * A checkpoint in a store.
 *
 * @param id its key's id
 * @param about what was frozen; empty when its manifest is damaged, or a file missing or cut
 * @param bytes on the disk
 * @param used when a run last started from it, or it was made
 * @param inUse whether a run uses it now
 */
public record Stored(String id, Optional<About> about, long bytes, Instant used, boolean inUse) {}
