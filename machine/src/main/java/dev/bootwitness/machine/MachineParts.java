package dev.bootwitness.machine;

import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/**
 * The host resources of a machine, released in reverse order: connections, process, directories.
 * Thread-safe.
 */
final class MachineParts implements AutoCloseable {

  private final ConcurrentLinkedDeque<AutoCloseable> parts = new ConcurrentLinkedDeque<>();

  <T extends AutoCloseable> T own(T part) {
    parts.push(part);
    return part;
  }

  /**
   * Releases everything, each part once; a failure does not prevent the others from being released.
   *
   * @throws IllegalStateException with every failure as suppressed
   */
  @Override
  public void close() {
    @Nullable IllegalStateException failures = null;
    for (AutoCloseable part = parts.poll(); part != null; part = parts.poll()) {
      try {
        part.close();
      } catch (Exception e) {
        if (failures == null) {
          failures = new IllegalStateException("a machine could not be removed completely");
        }
        failures.addSuppressed(e);
      }
    }
    if (failures != null) {
      throw failures;
    }
  }
}
