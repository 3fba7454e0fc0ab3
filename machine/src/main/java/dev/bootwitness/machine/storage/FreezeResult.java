package dev.bootwitness.machine.storage;

import dev.bootwitness.machine.Machine;
import dev.bootwitness.machine.host.SparseCopy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * The result of a {@link Machine#freeze}.
 *
 * @param files the files made, with what each holds
 * @param pause how long the guest was paused
 */
public record FreezeResult(Map<Path, SparseCopy.Content> files, Duration pause) {

  /** Copies the map. */
  public FreezeResult {
    files = Map.copyOf(files);
  }
}
