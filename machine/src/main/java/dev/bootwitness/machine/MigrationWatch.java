package dev.bootwitness.machine;

import dev.bootwitness.machine.qmp.QmpEvent;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Passes events on and notices when a migration, out or in, has ended. Thread-safe. */
final class MigrationWatch implements Consumer<QmpEvent> {

  private final Consumer<QmpEvent> next;
  private volatile @Nullable CompletableFuture<String> end;

  MigrationWatch(Consumer<QmpEvent> next) {
    this.next = next;
  }

  /**
   * Completes with {@code completed}, {@code failed} or {@code cancelled} when the next migration
   * ends.
   */
  CompletableFuture<String> next() {
    CompletableFuture<String> future = new CompletableFuture<>();
    end = future;
    return future;
  }

  @Override
  public void accept(QmpEvent event) {
    CompletableFuture<String> waiting = end;
    if (waiting != null && event instanceof QmpEvent.Migration migration) {
      switch (migration.status()) {
        case "completed", "failed", "cancelled" -> waiting.complete(migration.status());
        default -> {}
      }
    }
    next.accept(event);
  }
}
